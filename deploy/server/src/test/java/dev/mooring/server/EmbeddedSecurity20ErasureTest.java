package dev.mooring.server;

import dev.mooring.server.house.House;
import dev.mooring.server.house.SharedHouse;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedHouse.class)
final class EmbeddedSecurity20ErasureTest extends Security20ErasureContract {

    EmbeddedSecurity20ErasureTest(House house) {
        super(house);
    }
}

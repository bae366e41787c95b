package dev.mooring.server;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiSecret;
import dev.mooring.keys.KeyFile;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeySource;
import dev.mooring.keys.KeyedHashes;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.keys.Sealer;
import dev.mooring.keys.SigningKeys;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.keys.UserIndex;
import dev.mooring.workspaces.Installation;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys: one key-encryption key, and all that it protects. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeysConfiguration.Settings.class)
class KeysConfiguration {

    /**
     * Where the key-encryption key comes from.
     *
     * @param file the file that holds it; {@code kek} in {@code mooring.data} where it is left out
     * @param kek the key itself, 32 bytes in base64, for instance from the environment; instead of
     *     a file
     */
    @ConfigurationProperties("mooring.keys")
    record Settings(@Nullable Path file, @Nullable String kek) {

        KeySource source(Installation installation) {
            if (kek != null) {
                return new SuppliedKey("mooring.keys.kek", kek);
            }
            return new KeyFile(file == null ? installation.data().resolve("kek") : file);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Settings[file=" + file + "]";
        }
    }

    @Bean
    KeyRing keyRing(MongoDatabase database, Settings settings, Installation installation) {
        return KeyRing.open(database, settings.source(installation));
    }

    @Bean
    PersonalKeys personalKeys(MongoDatabase database, KeyRing ring) {
        return new StoredPersonalKeys(database, ring);
    }

    @Bean
    KeyedHashes keyedHashes(MongoDatabase database, KeyRing ring) {
        return KeyedHashes.open(database, ring);
    }

    @Bean
    UserIndex userIndex(MongoDatabase database, KeyedHashes hashes) {
        return new UserIndex(database, hashes);
    }

    @Bean
    Sealer sealer(KeyRing ring) {
        return new Sealer(ring);
    }

    @Bean
    SigningKeys signingKeys(MongoDatabase database, KeyRing ring) {
        return SigningKeys.open(database, ring);
    }

    @Bean
    ApiSecret apiSecret(KeyedHashes hashes) {
        return new ApiSecret(
                Base64.getUrlDecoder().decode(hashes.ofText("instance", "api-secret", "1")));
    }
}

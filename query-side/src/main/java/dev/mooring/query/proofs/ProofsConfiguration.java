package dev.mooring.query.proofs;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.EventLog;
import dev.mooring.keys.SigningKeys;
import dev.mooring.query.proofs.VerificationsEndpoint.VerificationIds;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Trees of the log, their proofs and verifications, and their endpoints. Wants {@link SigningKeys}
 * besides what the rest of the query side wants.
 */
@Configuration(proxyBeanMethods = false)
@Import({ProofsEndpoint.class, ExportEndpoint.class, VerificationsEndpoint.class})
public class ProofsConfiguration {

    private static final int ID_BYTES = 12;

    /** The name of this process among those that share the database. */
    private final String node = UUID.randomUUID().toString();

    @Bean
    TreeStore treeStore(MongoDatabase database) {
        return new TreeStore(database);
    }

    @Bean
    Progress treeProgress(MongoDatabase database) {
        return new Progress(database);
    }

    @Bean
    Signers checkpointSigners(SigningKeys keys) {
        return new Signers(keys);
    }

    @Bean
    Checkpoints checkpoints(MongoDatabase database, TreeStore trees, Signers signers) {
        return new Checkpoints(database, trees, signers);
    }

    @Bean
    Proofs proofs(EventLog log, TreeStore trees, Progress progress, Checkpoints checkpoints) {
        return new Proofs(log, trees, progress, checkpoints);
    }

    @Bean
    Verifications verifications(MongoDatabase database) {
        return new Verifications(database);
    }

    @Bean
    VerificationIds verificationIds() {
        var random = new SecureRandom();
        return () -> {
            var bytes = new byte[ID_BYTES];
            random.nextBytes(bytes);
            return "ver_" + HexFormat.of().formatHex(bytes);
        };
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    TreeKeeper treeKeeper(EventLog log, TreeStore trees, Progress progress) {
        return new TreeKeeper(log.stored(), trees, progress, node);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Verifier verifier(
            EventLog log,
            TreeStore trees,
            Checkpoints checkpoints,
            Verifications verifications,
            InstantSource clock) {
        return new Verifier(log.stored(), trees, checkpoints, verifications, clock, node);
    }
}

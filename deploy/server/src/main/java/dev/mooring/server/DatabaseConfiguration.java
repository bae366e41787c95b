package dev.mooring.server;

import com.mongodb.ConnectionString;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.archive.RestoreRecord;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.eventlog.mongo.DatabaseClock;
import dev.mooring.eventlog.mongo.DriverSettings;
import dev.mooring.workspaces.Installation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The database: the one that is configured, or one within this process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseConfiguration.Settings.class)
class DatabaseConfiguration {

    /**
     * Where everything is kept.
     *
     * @param uri a MongoDB connection string; without one the database is embedded in this process
     *     and lies in {@code mooring.data}
     * @param database the database's name
     */
    @ConfigurationProperties("mooring.mongodb")
    record Settings(@Nullable String uri, @DefaultValue("mooring") String database) {

        boolean embedded() {
            return uri == null || uri.isBlank();
        }
    }

    @Bean(destroyMethod = "close")
    @Conditional(OnEmbeddedDatabase.class)
    EmbeddedMongo embeddedMongo(Installation installation) {
        return EmbeddedMongo.open(installation.data().resolve("db"));
    }

    /**
     * Whoever reads or writes with it does so with a majority, on the primary, journalled.
     *
     * @param customizers the driver's metrics among them; none loosens what is said here
     */
    @Bean(destroyMethod = "close")
    MongoClient mongoClient(
            Settings settings,
            @Nullable EmbeddedMongo embedded,
            ObjectProvider<MongoClientSettingsBuilderCustomizer> customizers) {
        var uri = embedded == null ? settings.uri() : embedded.connectionString();
        var client = DriverSettings.of(connectionString(uri));
        customizers.orderedStream().forEach(customizer -> customizer.customize(client));
        return MongoClients.create(
                client.readPreference(ReadPreference.primary())
                        .readConcern(ReadConcern.MAJORITY)
                        .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                        .applicationName("mooring")
                        .build());
    }

    /** Not one that holds a part of a backup only: what is missing would be made anew. */
    @Bean
    MongoDatabase mongoDatabase(MongoClient client, Settings settings) {
        var database = client.getDatabase(settings.database());
        new RestoreRecord(database).find();
        return database;
    }

    @Bean
    DatabaseClock databaseClock(MongoDatabase database) {
        return DatabaseClock.of(database);
    }

    private static ConnectionString connectionString(@Nullable String uri) {
        try {
            return new ConnectionString(uri == null ? "" : uri);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "mooring.mongodb.uri is not a MongoDB connection string; write it like"
                            + " mongodb://host1,host2/?replicaSet=rs0, or leave it out for the embedded database.");
        }
    }
}

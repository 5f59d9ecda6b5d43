package io.strongroom.api;

import io.strongroom.postgres.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties of the database, as [DatabaseSettings] describes them.
@ConfigurationProperties("strongroom.database")
record DatabaseProperties(
        String url,
        String username,
        String password,
        DatabaseSettings.@Nullable Owner owner,
        @DefaultValue("8") int poolSize) {

    DatabaseSettings settings() {
        return new DatabaseSettings(url, username, password, owner, poolSize);
    }

    @Override
    public String toString() {
        return settings().toString();
    }
}

package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevelopmentDatabaseTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h/db, jdbc:postgresql://h/db",
        "jdbc:postgresql://h/db?, jdbc:postgresql://h/db",
        "jdbc:postgresql://h/db?user=u&password=p, jdbc:postgresql://h/db",
        "'jdbc:postgresql://h1:1,h2:2/db?user=u&targetServerType=primary&password=p&tcpKeepAlive=true', "
                + "'jdbc:postgresql://h1:1,h2:2/db?targetServerType=primary&tcpKeepAlive=true'",
    })
    void the_service_gets_the_url_with_all_parameters_but_the_login(String given, String kept) {
        assertThat(DevelopmentDatabase.withoutLogin(given)).isEqualTo(kept);
    }
}

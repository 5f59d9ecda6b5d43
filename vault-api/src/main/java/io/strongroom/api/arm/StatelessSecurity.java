package io.strongroom.api.arm;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;

/// The common settings of all filter chains. As a bean it applies to each [HttpSecurity], before
/// the chain's own settings: no session, no cookie and so no CSRF, no login and no anonymous
/// caller.
public final class StatelessSecurity implements Customizer<HttpSecurity> {

    @Override
    public void customize(HttpSecurity http) {
        http.sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .headers(headers ->
                        headers.defaultsDisabled().addHeaderWriter(new ResponseHeaders()));
    }
}

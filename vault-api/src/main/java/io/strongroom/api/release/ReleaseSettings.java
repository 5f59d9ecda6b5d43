package io.strongroom.api.release;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The authorities whose attestations are believed. Without one, no key is released.
@ConfigurationProperties("strongroom.release")
public record ReleaseSettings(@DefaultValue List<Authority> authorities) {
    public ReleaseSettings {
        authorities = List.copyOf(authorities);
        Set<String> names = new HashSet<>();
        for (Authority authority : authorities) {
            if (!names.add(PolicyRules.withoutSlash(authority.authority()))) {
                throw new IllegalArgumentException(
                        "strongroom.release.authorities names "
                                + authority.authority()
                                + " more than once");
            }
        }
    }

    /// An authority that attests environments.
    ///
    /// @param authority its address, as in `iss` of its tokens and in policies
    /// @param jwks its key set: an `https:` URL, or a `file:` URL that pins the keys
    public record Authority(String authority, String jwks) {}
}

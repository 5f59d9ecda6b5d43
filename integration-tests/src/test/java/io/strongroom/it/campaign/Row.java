package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Base64Url;
import io.strongroom.it.harness.Person;
import java.util.UUID;

/// A key version, as its row and as its owner names it.
record Row(Person owner, String vault, String key, String version) {
    /// Creates an EC key.
    static Row create(Person owner, String vault, String key) {
        String kid = owner.createEcKey(vault, key).json().path("key").path("kid").asText();
        return new Row(owner, vault, key, kid.substring(kid.lastIndexOf('/') + 1));
    }

    /// The version as the database writes it.
    UUID id() {
        return UUID.fromString(
                version.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    /// Signs with exactly this version.
    Answer sign() {
        return signAs(version);
    }

    /// Signs with another version of the same name.
    Answer signAs(String otherVersion) {
        return owner.data(
                "POST",
                vault,
                "/keys/" + key + "/" + otherVersion + "/sign",
                java.util.Map.of("alg", "ES256", "value", Base64Url.encode(new byte[32])));
    }
}

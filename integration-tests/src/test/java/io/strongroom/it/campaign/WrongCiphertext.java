package io.strongroom.it.campaign;

import io.strongroom.it.harness.Base64Url;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// A ciphertext that cannot be decrypted.
///
/// @param kind what is wrong with it
/// @param members of the request's body
/// @param timed whether its refusal must come as late as the others of its algorithm: not if its
///   length, which its sender knows, gives the HSM more or less work, or if it is the number 0
record WrongCiphertext(String kind, Map<String, byte[]> members, boolean timed) {

    static WrongCiphertext timed(String kind, Map<String, byte[]> members) {
        return new WrongCiphertext(kind, members, true);
    }

    static WrongCiphertext timed(String kind, byte[] value) {
        return timed(kind, Map.of("value", value));
    }

    static WrongCiphertext untimed(String kind, byte[] value) {
        return new WrongCiphertext(kind, Map.of("value", value), false);
    }

    /// Body of the request.
    Map<String, String> body(String algorithm) {
        Map<String, String> body = new TreeMap<>(Map.of("alg", algorithm));
        members.forEach((name, bytes) -> body.put(name, Base64Url.encode(bytes)));
        return body;
    }

    /// Good ciphertexts with a bit flipped, at places all over a member.
    static List<WrongCiphertext> flipped(Map<String, byte[]> good, String member, int count) {
        List<WrongCiphertext> wrong = new ArrayList<>();
        byte[] bytes = member(good, member);
        for (int i = 0; i < count; i++) {
            byte[] flipped = bytes.clone();
            int at = i * (bytes.length - 1) / (count - 1);
            flipped[at] ^= (byte) (1 << (i % 8));
            wrong.add(with(good, member, flipped, "a bit of " + member + "[" + at + "] flipped"));
        }
        return wrong;
    }

    /// A member that is there.
    static byte[] member(Map<String, byte[]> members, String name) {
        return Objects.requireNonNull(members.get(name), name);
    }

    /// A good ciphertext with another member.
    static WrongCiphertext with(
            Map<String, byte[]> good, String member, byte[] bytes, String kind) {
        Map<String, byte[]> members = new HashMap<>(good);
        members.put(member, bytes);
        return timed(kind, members);
    }
}

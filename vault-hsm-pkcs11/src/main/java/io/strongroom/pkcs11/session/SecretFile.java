package io.strongroom.pkcs11.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file with a secret, such as a PIN. Only its owner may access it. Its group may read it if the
/// file belongs to root, because then this process reads it as a member of the group.
final class SecretFile {
    private static final Set<String> ROOT = Set.of("root", "0");

    private SecretFile() {}

    /// The permissions of a file that others may access, such as `rw-r--r--`.
    ///
    /// @return null if others may not, or the file system has no permissions
    /// @throws IOException if the file does not exist or its attributes cannot be read
    static @Nullable String openPermissions(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return null;
        }
        PosixFileAttributes attributes = view.readAttributes();
        String allowed = ROOT.contains(attributes.owner().getName()) ? "rwxr-x---" : "rwx------";
        return PosixFilePermissions.fromString(allowed).containsAll(attributes.permissions())
                ? null
                : PosixFilePermissions.toString(attributes.permissions());
    }
}

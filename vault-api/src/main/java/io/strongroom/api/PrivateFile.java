package io.strongroom.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file with a private key. Only its owner may access it. Its group may read it if the file
/// belongs to root, because then the service reads it as a member of the group. PIN files have the
/// same rule.
final class PrivateFile {
    private static final Set<String> ROOT = Set.of("root", "0");

    private PrivateFile() {}

    /// Requires that others may not access a file.
    ///
    /// @param what the file is, such as "the TLS key"
    /// @throws StartException if others may read it, or it cannot be read
    static void require(String what, Path file) {
        try {
            String permissions = openPermissions(file);
            if (permissions != null) {
                throw new StartException(
                        "%s %s is open to others (%s): chmod 600 it"
                                .formatted(what, file, permissions),
                        null);
            }
        } catch (NoSuchFileException e) {
            throw new StartException("%s %s does not exist".formatted(what, file), e);
        } catch (IOException e) {
            throw new StartException("%s %s cannot be read".formatted(what, file), e);
        }
    }

    /// The permissions of a file that others may access; null if they may not, or the file system
    /// has no permissions.
    private static @Nullable String openPermissions(Path file) throws IOException {
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

package io.strongroom.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// A file with a secret. No one but its owner may read it; the group may if the file belongs to
/// root, because then the service reads it as a member of the group.
final class PrivateFile {
    private static final Set<String> ROOT = Set.of("root", "0");

    private PrivateFile() {}

    /// @param what the file is, such as "the TLS key"
    /// @throws StartException if others may read it, or it cannot be read
    static void require(String what, Path file) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
            open.addAll(attributes.permissions());
            open.removeAll(allowed(attributes.owner().getName()));
            if (!open.isEmpty()) {
                throw new StartException(
                        "%s %s is open to others (%s): chmod 600 it"
                                .formatted(
                                        what,
                                        file,
                                        PosixFilePermissions.toString(attributes.permissions())),
                        null);
            }
        } catch (NoSuchFileException e) {
            throw new StartException("%s %s does not exist".formatted(what, file), e);
        } catch (IOException e) {
            throw new StartException("%s %s cannot be read".formatted(what, file), e);
        } catch (UnsupportedOperationException _) {
            // a file system without permissions
        }
    }

    private static Set<PosixFilePermission> allowed(String owner) {
        return PosixFilePermissions.fromString(ROOT.contains(owner) ? "rwxr-x---" : "rwx------");
    }
}

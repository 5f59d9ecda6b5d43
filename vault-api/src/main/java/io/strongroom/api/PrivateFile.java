package io.strongroom.api;

import io.strongroom.pkcs11.session.SecretFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Refuses a start with a [SecretFile] that others may access.
final class PrivateFile {
    private PrivateFile() {}

    /// Requires that others may not access a file.
    ///
    /// @param what the file is, such as "the TLS key"
    /// @throws StartException if others may read it, or it cannot be read
    static void require(String what, Path file) {
        try {
            String permissions = SecretFile.openPermissions(file);
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
}

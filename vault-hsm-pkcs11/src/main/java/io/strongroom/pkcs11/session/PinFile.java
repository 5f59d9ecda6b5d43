package io.strongroom.pkcs11.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/// A PIN in a file: its first line. It is read each time it is needed and wiped after it was used.
public final class PinFile {
    private static final Set<String> ROOT = Set.of("root", "0");
    private final Path file;

    public PinFile(Path file) {
        this.file = file;
    }

    /// Requires that no one but its owner may read the file. The group may if the file belongs to
    /// root, because then this process reads it as a member of the group.
    ///
    /// @return this
    /// @throws HsmStartException when others may read or write it
    public PinFile requirePrivate() {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            String allowed =
                    ROOT.contains(attributes.owner().getName()) ? "rwxr-x---" : "rwx------";
            if (!PosixFilePermissions.fromString(allowed).containsAll(attributes.permissions())) {
                throw new HsmStartException(
                        "the PIN file %s is open to others (%s): chmod 600 it"
                                .formatted(
                                        file,
                                        PosixFilePermissions.toString(attributes.permissions())));
            }
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UnsupportedOperationException _) {
            // a file system without permissions
        }
        return this;
    }

    /// Lends the PIN.
    ///
    /// @throws HsmStartException if the file cannot be read or is empty
    public void use(Consumer<byte[]> use) {
        byte[] content = read();
        byte[] pin = Arrays.copyOf(content, firstLine(content));
        Arrays.fill(content, (byte) 0);
        try {
            if (pin.length == 0) {
                throw new HsmStartException("the PIN file " + file + " is empty");
            }
            use.accept(pin);
        } finally {
            Arrays.fill(pin, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private HsmStartException unreadable(IOException cause) {
        return new HsmStartException("the PIN file " + file + " cannot be read", cause);
    }

    private static int firstLine(byte[] content) {
        int length = 0;
        while (length < content.length && content[length] != '\n' && content[length] != '\r') {
            length++;
        }
        return length;
    }
}

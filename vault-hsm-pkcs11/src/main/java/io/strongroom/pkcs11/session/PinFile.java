package io.strongroom.pkcs11.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/// A PIN in a file: its first line. It is read each time it is needed and wiped after it was used.
public final class PinFile {
    private final Path file;

    public PinFile(Path file) {
        this.file = file;
    }

    /// Requires that others may not access the file, as [SecretFile] describes.
    ///
    /// @return this
    /// @throws HsmStartException when others may read or write it
    public PinFile requirePrivate() {
        try {
            String permissions = SecretFile.openPermissions(file);
            if (permissions != null) {
                throw new HsmStartException(
                        "the PIN file %s is open to others (%s): chmod 600 it"
                                .formatted(file, permissions));
            }
        } catch (IOException e) {
            throw unreadable(e);
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

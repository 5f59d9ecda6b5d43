package io.strongroom.it.search;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// A heap dump of the JVM in the HPROF binary format 1.0.2.
public final class HeapDump {
    private static final int CHUNK = 8 << 20;
    private static final int OVERLAP = 1024;
    private final Path file;

    public HeapDump(Path file) {
        this.file = file;
    }

    /// All bytes of the file in pieces that overlap, several at a time.
    public void forEachChunk(Consumer<Sample> consumer) {
        try {
            long chunks = (Files.size(file) + CHUNK - 1) / CHUNK;
            LongStream.range(0, chunks)
                    .parallel()
                    .forEach(i -> consumer.accept(Sample.of(chunk(i))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] chunk(long number) {
        try (var in = Files.newByteChannel(file)) {
            in.position(number * CHUNK);
            long left = in.size() - in.position();
            byte[] buffer = new byte[(int) Math.min(left, (long) CHUNK + OVERLAP)];
            Channels.newInputStream(in).readNBytes(buffer, 0, buffer.length);
            return buffer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The arrays of bytes, ints and longs that are no longer than this, as big-endian bytes, and
    /// once more with their elements in the reverse order, for libraries that keep the lowest word
    /// first. Several at a time.
    public void forEachArray(int maxBytes, Consumer<Sample> consumer) {
        List<byte[]> arrays = new ArrayList<>();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            new Reader(
                            in,
                            maxBytes,
                            (bytes, word) -> {
                                arrays.add(bytes);
                                if (word > 1) {
                                    arrays.add(Bytes.reversed(bytes, word));
                                }
                            })
                    .read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        arrays.parallelStream().map(Sample::of).forEach(consumer);
    }

    private interface ArrayConsumer {
        /// @param word bytes of an element
        void accept(byte[] bytes, int word);
    }

    private static final class Reader {
        private static final int OBJECT = 2;
        private final DataInputStream in;
        private final int maxBytes;
        private final ArrayConsumer consumer;
        private int idSize;

        Reader(DataInputStream in, int maxBytes, ArrayConsumer consumer) {
            this.in = in;
            this.maxBytes = maxBytes;
            this.consumer = consumer;
        }

        void read() throws IOException {
            in.skipNBytes("JAVA PROFILE 1.0.2\0".length());
            idSize = in.readInt();
            in.skipNBytes(8);
            for (int tag = in.read(); tag >= 0; tag = in.read()) {
                in.skipNBytes(4);
                long length = Integer.toUnsignedLong(in.readInt());
                if (tag == 0x0C || tag == 0x1C) {
                    for (long left = length; left > 0; ) {
                        left -= readRecord();
                    }
                } else {
                    in.skipNBytes(length);
                }
            }
        }

        /// Reads one record of the heap and tells its length.
        private long readRecord() throws IOException {
            int tag = in.readUnsignedByte();
            return 1
                    + switch (tag) {
                        case 0xFF, 0x05, 0x07 -> skip(idSize);
                        case 0x01 -> skip(2L * idSize);
                        case 0x02, 0x03, 0x08 -> skip(idSize + 8L);
                        case 0x04, 0x06 -> skip(idSize + 4L);
                        case 0x20 -> readClass();
                        case 0x21 -> {
                            long head = skip(2L * idSize + 4);
                            yield head + 4 + skip(Integer.toUnsignedLong(in.readInt()));
                        }
                        case 0x22 -> {
                            long head = skip(idSize + 4L);
                            long count = Integer.toUnsignedLong(in.readInt());
                            yield head + 4 + skip(idSize + count * idSize);
                        }
                        case 0x23 -> readArray();
                        default -> throw new EOFException("unknown record " + tag);
                    };
        }

        private long readArray() throws IOException {
            long head = skip(idSize + 4L);
            long count = Integer.toUnsignedLong(in.readInt());
            int type = in.readUnsignedByte();
            int word = size(type);
            long length = count * word;
            boolean wanted = type == 8 || type == 10 || type == 11;
            if (wanted && length <= maxBytes) {
                byte[] bytes = new byte[(int) length];
                in.readFully(bytes);
                consumer.accept(bytes, word);
            } else {
                in.skipNBytes(length);
            }
            return head + 5 + length;
        }

        private long readClass() throws IOException {
            long length = skip(7L * idSize + 8);
            int constants = in.readUnsignedShort();
            length += 2;
            for (int i = 0; i < constants; i++) {
                in.skipNBytes(2);
                length += 3 + skip(size(in.readUnsignedByte()));
            }
            int statics = in.readUnsignedShort();
            length += 2;
            for (int i = 0; i < statics; i++) {
                in.skipNBytes(idSize);
                length += idSize + 1L + skip(size(in.readUnsignedByte()));
            }
            int fields = in.readUnsignedShort();
            return length + 2 + skip(fields * (idSize + 1L));
        }

        private long skip(long bytes) throws IOException {
            in.skipNBytes(bytes);
            return bytes;
        }

        private int size(int type) throws IOException {
            return switch (type) {
                case OBJECT -> idSize;
                case 4, 8 -> 1;
                case 5, 9 -> 2;
                case 6, 10 -> 4;
                case 7, 11 -> 8;
                default -> throw new EOFException("unknown type " + type);
            };
        }
    }
}

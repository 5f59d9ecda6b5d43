package io.strongroom.it.search;

/// Orders of bytes.
final class Bytes {
    private Bytes() {}

    /// The same words in the reverse order.
    ///
    /// @param word bytes of a word
    static byte[] reversed(byte[] bytes, int word) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i + word <= bytes.length; i += word) {
            System.arraycopy(bytes, i, reversed, bytes.length - word - i, word);
        }
        return reversed;
    }
}

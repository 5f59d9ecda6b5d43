package io.strongroom.api.listener;

import java.net.InetAddress;

/// A range of IP addresses in CIDR notation, such as `10.0.0.0/8`, or a single address.
///
/// @param bits length of the prefix that the addresses share
record AddressRange(InetAddress first, int bits) {
    AddressRange {
        byte[] address = first.getAddress();
        if (bits < 0 || bits > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("a prefix of " + bits + " bits");
        }
        for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
            if (isSet(address, bit)) {
                throw new IllegalArgumentException("an address with bits beyond its prefix");
            }
        }
    }

    /// @throws IllegalArgumentException if the text is neither an address nor a range
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        try {
            if (slash < 0) {
                InetAddress single = InetAddress.ofLiteral(text);
                return new AddressRange(single, single.getAddress().length * Byte.SIZE);
            }
            return new AddressRange(
                    InetAddress.ofLiteral(text.substring(0, slash)),
                    Integer.parseInt(text, slash + 1, text.length(), 10));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is neither an IP address nor a range such as 10.0.0.0/8"
                            .formatted(text),
                    e);
        }
    }

    boolean contains(InetAddress other) {
        byte[] ours = first.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (isSet(ours, bit) != isSet(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSet(byte[] address, int bit) {
        return (address[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0;
    }
}

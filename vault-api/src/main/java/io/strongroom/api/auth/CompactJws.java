package io.strongroom.api.auth;

/// The spelling of a signed token: three parts in base64url without padding (RFC 7515 §7.1). The
/// library below accepts others for the same bytes, each of which would be another token to the
/// cache.
final class CompactJws {
    private static final int PARTS = 3;

    private CompactJws() {}

    /// Whether the text is the only spelling of a signed token (RFC 4648 §3.5).
    static boolean isCanonical(String token) {
        int start = 0;
        for (int part = 1; part <= PARTS; part++) {
            int end = part == PARTS ? token.length() : token.indexOf('.', start);
            if (end < 0 || !isBase64Url(token, start, end)) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isBase64Url(String text, int start, int end) {
        int last = 0;
        for (int i = start; i < end; i++) {
            last = value(text.charAt(i));
            if (last < 0) {
                return false;
            }
        }
        return switch ((end - start) % 4) {
            case 0 -> end > start;
            case 2 -> (last & 15) == 0; // four bits of the last character are left over
            case 3 -> (last & 3) == 0;
            default -> false;
        };
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '-' ? 62 : c == '_' ? 63 : -1;
    }
}

package io.strongroom.api.http;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// Reads the body of a request as JSON, within limits. Unknown members are ignored, as Azure does;
/// members that come twice are refused.
public final class JsonBody {
    /// Largest body of all, in bytes. Each route has a limit of its own.
    public static final int MAX_BYTES = 6 * 1024 * 1024;

    /// Deepest nesting of objects and arrays.
    public static final int MAX_DEPTH = 16;

    /// Longest string, in characters: a backup.
    private static final int MAX_STRING = MAX_BYTES;

    /// Most tokens, because each of them takes more memory than the characters that it is made of.
    /// The largest valid body, a vault with its 1,024 access policies, has 75,000.
    private static final int MAX_TOKENS = 100_000;

    private static final int MAX_NAME = 512;
    private static final int MAX_NUMBER = 32;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxDocumentLength(MAX_BYTES)
                                    .maxStringLength(MAX_STRING)
                                    .maxTokenCount(MAX_TOKENS)
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNameLength(MAX_NAME)
                                    .maxNumberLength(MAX_NUMBER)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .build();

    private static final BodyReader READER = new BodyReader(System::nanoTime);

    private JsonBody() {}

    /// Reads the body as one JSON object.
    ///
    /// @param most largest body, in bytes
    /// @throws VaultException 400, 413 or 415
    public static JsonObject object(HttpServletRequest request, int most) {
        return object(bytes(request, most));
    }

    /// Reads one JSON object and nothing after it.
    ///
    /// @throws VaultException if it is not one
    public static JsonObject object(byte[] body) {
        return parse(body, parser -> new JsonObject("", members(parser)));
    }

    /// How a body is read: begins at the start of the object, ends at its end.
    @FunctionalInterface
    public interface Reading<R> {
        R read(JsonParser parser);
    }

    /// Reads one JSON object token by token.
    ///
    /// @throws VaultException if the body is not a JSON object
    public static <R> R parse(byte[] body, Reading<R> reading) {
        if (body.length == 0) {
            throw new VaultException(Problem.BAD_PARAMETER, "The request body is missing.");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            R result = reading.read(parser);
            if (parser.nextToken() != null) {
                throw malformed();
            }
            return result;
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    /// Reads the body.
    ///
    /// @param most largest body, in bytes
    /// @throws VaultException 413 if it is too large, 415 if it is not plain JSON, 408 if it takes
    ///   too long
    public static byte[] bytes(HttpServletRequest request, int most) {
        requireJson(request);
        long announced = request.getContentLengthLong();
        if (announced > most) {
            throw tooLarge(most);
        }
        try {
            // not closed: UnreadBody discards the rest of a body that is too large
            InputStream in = request.getInputStream();
            byte[] body =
                    announced < 0
                            ? READER.readAtMost(in, most + 1)
                            : READER.read(in, (int) announced);
            if (body.length > most) {
                Arrays.fill(body, (byte) 0);
                throw tooLarge(most);
            }
            return body;
        } catch (IOException e) {
            throw e.getCause() instanceof SocketTimeoutException
                    ? BodyReader.timedOut()
                    : new VaultException(
                            Problem.BAD_PARAMETER, "The request body could not be read.");
        }
    }

    private static void requireJson(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("Content-Encoding", encoding);
        }
        String type = request.getContentType();
        if (type != null && !isJson(type)) {
            throw unsupported("Content-Type", type);
        }
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        String bare = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return bare.isEmpty()
                || bare.equals("application/json")
                || bare.equals("text/json")
                || bare.endsWith("+json");
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> elements(JsonParser parser) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return elements;
    }

    /// Reads a value that is not secret, after its first token.
    public static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
        if (token == null) {
            throw malformed();
        }
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw malformed();
        };
    }

    private static VaultException malformed() {
        return new VaultException(
                Problem.BAD_PARAMETER, "The request body is not a valid JSON object.");
    }

    private static VaultException tooLarge(int most) {
        return new VaultException(
                Problem.BODY_TOO_LARGE, "The request body is larger than " + most + " bytes.");
    }

    private static VaultException unsupported(String header, String value) {
        return new VaultException(
                Problem.UNSUPPORTED_MEDIA_TYPE,
                header + " '" + Requests.printable(value, 100) + "' is not supported.");
    }
}

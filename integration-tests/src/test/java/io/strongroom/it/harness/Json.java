package io.strongroom.it.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Writes JSON.
public final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /// The JSON of maps, lists, texts, numbers.
    public static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

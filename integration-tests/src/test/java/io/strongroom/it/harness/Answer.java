package io.strongroom.it.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/// An answer as it came.
public record Answer(int status, HttpHeaders headers, String body) {
    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    public JsonNode json() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON, status " + status + ": " + body, e);
        }
    }

    /// The value of a header, or an empty text.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /// `Content-Type` without the white space that is optional in it (RFC 9110 §8.3.1).
    public String mediaType() {
        return header("Content-Type").replace(" ", "");
    }

    /// What names the request in the log.
    public String requestId() {
        return header("x-ms-request-id");
    }

    public String code() {
        return json().path("error").path("code").asText();
    }

    public String innerCode() {
        return json().path("error").path("innererror").path("code").asText();
    }

    public String message() {
        return json().path("error").path("message").asText();
    }

    /// Requires success.
    public Answer ok() {
        if (status / 100 != 2) {
            throw new AssertionError("status " + status + ": " + body);
        }
        return this;
    }
}

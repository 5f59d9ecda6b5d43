package io.strongroom.dev.token;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Where tokens are got: the second and the first version of Entra's endpoint, and that of AD FS,
/// where the client id decides the tenant.
@RestController
public final class TokenEndpoint {
    private final Clients clients;
    private final TokenIssuer issuer;
    private final Authority authority;
    private final Clock clock;

    public TokenEndpoint(Clients clients, SigningKey key, Authority authority, Clock clock) {
        this.clients = clients;
        this.issuer = new TokenIssuer(clients, key, clock);
        this.authority = authority;
        this.clock = clock;
    }

    @PostMapping(
            path = "/{tenant}/oauth2/v2.0/token",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> second(
            @PathVariable String tenant,
            @RequestBody(required = false) @Nullable MultiValueMap<String, String> form,
            @RequestHeader HttpHeaders headers) {
        TokenIssuer.Issued issued =
                issuer.issue(
                        clients.requireTenant(tenant),
                        request(form, headers),
                        TokenVersion.V2,
                        dialled(headers));
        return answer(numbers(issued));
    }

    @PostMapping(
            path = "/{tenant}/oauth2/token",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> first(
            @PathVariable String tenant,
            @RequestBody(required = false) @Nullable MultiValueMap<String, String> form,
            @RequestHeader HttpHeaders headers) {
        TokenIssuer.Issued issued =
                issuer.issue(
                        clients.requireTenant(tenant),
                        request(form, headers),
                        TokenVersion.V1,
                        dialled(headers));
        Map<String, Object> texts = new LinkedHashMap<>();
        numbers(issued).forEach((name, value) -> texts.put(name, value.toString()));
        texts.put("not_before", Long.toString(issued.from().getEpochSecond()));
        texts.put("expires_on", Long.toString(issued.until().getEpochSecond()));
        texts.put("resource", issued.resource());
        return answer(texts);
    }

    @PostMapping(
            path = {"/adfs/oauth2/token", "/adfs/adfs/oauth2/token"},
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, Object>> federation(
            @RequestBody(required = false) @Nullable MultiValueMap<String, String> form,
            @RequestHeader HttpHeaders headers) {
        return answer(numbers(issuer.issueByClient(request(form, headers), dialled(headers))));
    }

    private static TokenRequest request(
            @Nullable MultiValueMap<String, String> form, HttpHeaders headers) {
        return TokenRequest.of(
                form == null ? Map.of() : form, headers.getFirst(HttpHeaders.AUTHORIZATION));
    }

    private String dialled(HttpHeaders headers) {
        return authority.dialled(headers.getFirst(HttpHeaders.HOST));
    }

    private static Map<String, Object> numbers(TokenIssuer.Issued issued) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token_type", "Bearer");
        body.put("expires_in", TokenIssuer.LIFE.toSeconds());
        body.put("ext_expires_in", TokenIssuer.LIFE.toSeconds());
        body.put("access_token", issued.token());
        return body;
    }

    private static ResponseEntity<Map<String, Object>> answer(Map<String, Object> body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.PRAGMA, "no-cache")
                .body(body);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refuse(TokenRefusal refusal, HttpServletRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String time = DateTimeFormatter.ISO_INSTANT.format(now).replace('T', ' ');
        String trace = UUID.randomUUID().toString();
        String sent = request.getHeader("client-request-id");
        String correlation = sent == null ? UUID.randomUUID().toString() : sent;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refusal.error());
        body.put(
                "error_description",
                "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                        .formatted(refusal.code(), refusal.getMessage(), trace, correlation, time));
        body.put("error_codes", new int[] {refusal.code()});
        body.put("timestamp", time);
        body.put("trace_id", trace);
        body.put("correlation_id", correlation);
        return ResponseEntity.status(refusal.status())
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.PRAGMA, "no-cache")
                .body(body);
    }
}

package io.strongroom.bench;

import io.strongroom.core.Page;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.audit.LogEntry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long the first page of each kind of search takes.
final class LogPages {
    private static final int ROUNDS = 21;
    private static final int LIMIT = 100;

    private LogPages() {}

    static void measure(AuditLog log, long events) {
        Progress.say("reading pages");
        searches().forEach((name, query) -> measure(log, events, name, query));
    }

    private static Map<String, Query> searches() {
        Map<String, Query> searches = new LinkedHashMap<>();
        searches.put("none", query(null, null, null, null, null));
        searches.put("vault", query("vault-4", null, null, null, null));
        searches.put("key=rare", query(null, "rare", null, null, null));
        searches.put("key", query(null, "key-5", null, null, null));
        searches.put("key=absent", query(null, "absent", null, null, null));
        searches.put("operation=KeySign", query(null, null, "KeySign", null, null));
        searches.put("operation=KeyCreate", query(null, null, "KeyCreate", null, null));
        searches.put(
                "caller", query(null, null, null, "33333333-3333-4333-8333-333333333331", null));
        searches.put("result=Success", query(null, null, null, null, "Success"));
        searches.put(
                "result=ForbiddenByPolicy", query(null, null, null, null, "ForbiddenByPolicy"));
        searches.put("key+result", query(null, "key-5", null, null, "Failure"));
        return searches;
    }

    private static Query query(
            @Nullable String vault,
            @Nullable String key,
            @Nullable String operation,
            @Nullable String caller,
            @Nullable String result) {
        return new Query(vault, key, null, operation, caller, result, null, null, LIMIT, null);
    }

    private static void measure(AuditLog log, long events, String name, Query query) {
        double[] millis = new double[ROUNDS];
        int found = 0;
        boolean more = false;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            Page<LogEntry> page = log.find(AuditBench.TENANT, query);
            millis[i] = (System.nanoTime() - start) / 1e6;
            found = page.items().size();
            more = page.next() != null;
        }
        System.out.printf(
                Locale.ROOT,
                "page events=%d filter=%s found=%d more=%b first=%.1fms p50=%.1fms max=%.1fms%n",
                events,
                name,
                found,
                more,
                millis[0],
                Median.of(millis),
                Arrays.stream(millis).max().orElseThrow());
    }
}

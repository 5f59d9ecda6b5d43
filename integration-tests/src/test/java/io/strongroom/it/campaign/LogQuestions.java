package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Plane;
import io.strongroom.it.harness.Raw;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// An officer's questions to a large log, one after the other, and what came of them.
final class LogQuestions {
    private static final long PROMPT_MICROS = 100_000;

    /// A first page.
    ///
    /// @param last whether no page follows
    /// @param retryAfter whether the answer says when to ask again
    record Page(String question, long micros, int status, boolean last, boolean retryAfter) {
        boolean refused() {
            return (status == 503 || status == 429) && retryAfter;
        }

        /// Whether it took too long and did not end early with a cursor.
        boolean slow() {
            return status == 200 && last && micros > PROMPT_MICROS;
        }
    }

    private final Raw raw;
    private final String address;
    private final String token;
    private final List<String> questions;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Page> pages = new ConcurrentLinkedQueue<>();

    /// @param raw of this officer alone, so that the signer's client has nothing to do with it
    LogQuestions(Raw raw, Node node, LargeLog log) {
        this.raw = raw;
        this.address = node.installation().url() + "/audit/events?";
        this.token = node.person(Organisation.CONTOSO, Role.OFFICER).token(Plane.CONTROL);
        this.questions = questions(log);
    }

    /// Each single filter with a value that is frequent, one that is rare and one that is absent.
    private static List<String> questions(LargeLog log) {
        return List.of(
                "",
                "vault=vault-4",
                "vault=vault-rare",
                "vault=vault-absent",
                "key=key-5",
                "key=rare",
                "key=absent",
                "secret=secret-3",
                "secret=rare",
                "secret=absent",
                "operation=KeySign",
                "operation=KeyCreate",
                "operation=VaultDelete",
                "caller=" + LargeLog.CALLER,
                "caller=" + LargeLog.APPLICATION,
                "caller=" + LargeLog.RARE_CALLER,
                "caller=absent",
                "result=Success",
                "result=Failure",
                "result=ForbiddenByPolicy",
                "result=KeyDisabled",
                "result=Absent",
                "from=" + log.time(0.1),
                "to=" + log.time(0.1),
                "from=" + log.time(0.5) + "&to=" + log.time(0.504),
                "key=rare&from=" + log.time(0.1) + "&to=" + log.time(0.9));
    }

    /// Asks the next question.
    Answer ask() {
        String question = questions.get(Math.floorMod(next.getAndIncrement(), questions.size()));
        long begun = System.nanoTime();
        Answer answer = raw.send("GET", address + question, token, null);
        pages.add(
                new Page(
                        question,
                        (System.nanoTime() - begun) / 1000,
                        answer.status(),
                        answer.body().contains("\"nextLink\":null"),
                        !answer.header("Retry-After").isEmpty()));
        return answer;
    }

    /// Asks the next question and, when refused, waits as long as the answer says.
    Answer askAndWait() {
        Answer answer = ask();
        if (!answer.header("Retry-After").isEmpty()) {
            Waiting.pause(Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))));
        }
        return answer;
    }

    /// What came of the questions since the last time.
    List<Page> taken() {
        List<Page> taken = new ArrayList<>();
        for (Page page = pages.poll(); page != null; page = pages.poll()) {
            taken.add(page);
        }
        return taken;
    }

    /// A finding for each question.
    List<Finding> each(List<Page> all, int required) {
        return questions.stream().map(question -> of(question, all, required)).toList();
    }

    private static Finding of(String question, List<Page> all, int required) {
        List<Page> pages = all.stream().filter(page -> page.question().equals(question)).toList();
        long failed = pages.stream().filter(page -> page.status() != 200).count();
        long slow = pages.stream().filter(Page::slow).count();
        return new Finding(
                "page of " + (question.isEmpty() ? "everything" : question),
                pages.size(),
                required,
                failed + slow,
                Map.of(
                        "p50-us", percentile(pages, 0.5),
                        "p99-us", percentile(pages, 0.99),
                        "slow-without-cursor", slow,
                        "with-cursor", pages.stream().filter(page -> !page.last()).count()));
    }

    static long percentile(List<Page> pages, double share) {
        long[] micros = pages.stream().mapToLong(Page::micros).sorted().toArray();
        return micros.length == 0 ? 0 : micros[(int) (micros.length * share)];
    }
}

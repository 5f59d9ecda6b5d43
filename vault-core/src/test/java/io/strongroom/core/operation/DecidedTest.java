package io.strongroom.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.operation.Decided.AfterCall;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.state.Change;
import org.junit.jupiter.api.Test;

final class DecidedTest {
    private static final Change CHANGE = _ -> true;

    @Test
    void an_answer_has_status_200_and_changes_nothing() {
        assertThat(Decided.answer("key")).isEqualTo(new Answer<>("key", 200, null));
    }

    @Test
    void a_change_belongs_to_its_answer() {
        assertThat(Decided.changing(CHANGE, "key")).isEqualTo(new Answer<>("key", 200, CHANGE));
    }

    @Test
    void another_status_leaves_the_rest() {
        assertThat(Decided.changing(CHANGE, "key").withStatus(201))
                .isEqualTo(new Answer<>("key", 201, CHANGE));
    }

    @Test
    void another_form_of_an_answer_keeps_its_status_and_its_change() {
        Answer<Integer> mapped =
                Decided.changing(CHANGE, "key").withStatus(201).map(String::length);

        assertThat(mapped).isEqualTo(new Answer<>(3, 201, CHANGE));
    }

    @Test
    void another_form_of_a_result_of_a_call_makes_no_call() {
        HsmCall<String> call =
                _ -> {
                    throw new AssertionError("the call was made");
                };

        Decided<String> mapped = Decided.by(call, String::length).map(length -> "<" + length + ">");

        assertThat(mapped)
                .isInstanceOfSatisfying(
                        AfterCall.class, pending -> assertThat(pending.call()).isSameAs(call));
    }

    @Test
    void forms_of_a_result_of_a_call_are_applied_one_after_the_other() {
        HsmCall<String> call = finish -> finish.apply("abc");

        AfterCall<?, String> mapped =
                (AfterCall<?, String>)
                        Decided.by(call, String::length)
                                .map(length -> length + 1)
                                .map(sum -> "<" + sum + ">");

        assertThat(formed(mapped)).isEqualTo("<4>");
    }

    private static <T, R> R formed(AfterCall<T, R> pending) {
        return pending.form().apply(pending.call().result());
    }
}

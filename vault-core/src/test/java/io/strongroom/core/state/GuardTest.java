package io.strongroom.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final UUID SUBJECT = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private final Guard guard = new Guard(SUBJECT, 3);

    @Test
    void a_guard_holds_at_its_own_generation_only() {
        assertThat(guard.holds(3)).isTrue();
        assertThat(guard.holds(4)).isFalse();
    }

    @Test
    void an_older_generation_was_edited() {
        assertThatThrownBy(() -> guard.holds(2))
                .isInstanceOf(VaultException.Integrity.class)
                .hasMessage("the stored generation of %s went back from 3 to 2", SUBJECT);
    }

    @Test
    void a_missing_generation_was_removed() {
        assertThatThrownBy(() -> guard.holds(0))
                .isInstanceOf(VaultException.Integrity.class)
                .hasMessage("the stored generation of %s is missing", SUBJECT);
    }

    @Test
    void a_later_read_is_not_older() {
        guard.requireNotAfter(guard);
        guard.requireNotAfter(new Guard(SUBJECT, 4));

        assertThatThrownBy(() -> guard.requireNotAfter(new Guard(SUBJECT, 2)))
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void another_subject_is_not_compared() {
        assertThatCode(() -> guard.requireNotAfter(new Guard(UUID.randomUUID(), 1)))
                .doesNotThrowAnyException();
    }
}

package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.image.PhotoException.Reason;
import dev.captioner.web.problem.Problem;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    /** Reasons that are failures of the service. */
    private static final EnumSet<Reason> OF_THE_SERVICE = EnumSet.of(Reason.UNREADABLE_FILE, Reason.NOT_ENOUGH_MEMORY);

    @ParameterizedTest
    @EnumSource(Reason.class)
    void problemsOfPhotosAreClientErrors(Reason reason) {
        assertThat(Problem.of(reason).status().is4xxClientError()).isNotEqualTo(OF_THE_SERVICE.contains(reason));
    }
}

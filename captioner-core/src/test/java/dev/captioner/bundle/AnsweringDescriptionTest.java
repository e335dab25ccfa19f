package dev.captioner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsweringDescriptionTest {
    @TempDir
    Path folder;

    @Test
    void questionsOfAGroupHaveItsTemperatureAndAllOthersTheGeneralOne() {
        AnsweringDescription answering = with(Map.of("presence", 2.5, "yes_no", 4.0));

        assertThat(answering.temperatureOf("is there a dog?")).isEqualTo(2.5);
        assertThat(answering.temperatureOf("is it wet?")).isEqualTo(4);
        assertThat(answering.temperatureOf("what is it?")).isEqualTo(1.5);
    }

    @Test
    void isReadAsItWasWrittenWithAndWithoutGroups() throws IOException {
        for (AnsweringDescription answering :
                new AnsweringDescription[] {with(Map.of("what", 2.5)), new AnsweringDescription(2, 0.5)}) {
            Path file = Files.write(folder.resolve("answering.json"), StrictJson.bytes(answering));
            assertThat(StrictJson.read(file, AnsweringDescription.class)).isEqualTo(answering);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "{\"what\" : null}", "{\"what\" : \"2\"}", "{\"what\" : 0}", "{\"why\" : 1}"})
    void refusesTemperaturesThatAreNone(String temperatures) throws IOException {
        Path file = Files.writeString(
                folder.resolve("answering.json"),
                "{\"temperature\" : 1, \"temperatures\" : " + temperatures + ", \"abstainBelow\" : 0}");

        assertThatThrownBy(() -> StrictJson.read(file, AnsweringDescription.class))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("answering.json: ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesATemperatureOutOfRange(double temperature) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of("what", temperature)))
                .withMessage("expected a positive temperature of what questions, found " + temperature);
    }

    @Test
    void refusesAGroupThatThereIsNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(Map.of("why", 1.0)))
                .withMessage(
                        "expected temperatures of [presence, yes_no, counting, colour, activity, what, where, other], found one"
                                + " of 'why'");
    }

    private static AnsweringDescription with(Map<String, Double> temperatures) {
        return new AnsweringDescription(1.5, Optional.of(new TreeMap<>(temperatures)), 0.25);
    }
}

package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationGroupTest {
    @ParameterizedTest
    @CsvSource({
        "Is there a dog?, PRESENCE",
        "Please tell me: are there any boats?, PRESENCE",
        "Do you see a kite?, PRESENCE",
        "Does the photo show any trees?, PRESENCE",
        "Is there more than one dog?, YES_NO",
        "Is the dog asleep?, YES_NO",
        "Does he wear a hat?, YES_NO",
        "Is it a cat or a dog?, OTHER",
        "How many dogs are there?, COUNTING",
        "What color is any of them?, COLOUR",
        "What is there?, WHAT",
        "What are the two men doing?, ACTIVITY",
        "Is she doing a trick?, YES_NO",
        "Where is there a dog?, WHERE",
        "Why?, OTHER",
    })
    void presenceAndActivityAreApartFromTheRestOfTheirKinds(String question, CalibrationGroup group) {
        assertThat(CalibrationGroup.of(question)).isEqualTo(group);
    }

    @ParameterizedTest
    @CsvSource({"YES_NO, yes_no", "PRESENCE, presence"})
    void keysAreInLowerCase(CalibrationGroup group, String key) {
        assertThat(group.key()).isEqualTo(key);
    }
}

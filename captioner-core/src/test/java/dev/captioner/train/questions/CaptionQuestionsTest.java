package dev.captioner.train.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import dev.captioner.text.CaptionFile;
import dev.captioner.text.QuestionLine;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.CaptionedPhoto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Questions about one photo, whose words are learned from the captions of others. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class CaptionQuestionsTest {
    private static final List<CaptionedPhoto> WORLD = SmallWorld.photos();

    @Test
    void theColorThatAllCaptionsGive() {
        assertThat(asked("A grey dog runs on the beach.", "The gray dog on a beach", "A dog runs."))
                .containsEntry("what color is the dog?", "gray");
        assertThat(asked("Two brown dogs run on the beach.", "Brown dogs are running."))
                .containsEntry("what color are the dogs?", "brown");
    }

    @Test
    void noColorThatAnotherCaptionContradicts() {
        assertThat(asked("A gray dog runs.", "A brown puppy is running.", "A dog runs."))
                .doesNotContainKey("what color is the dog?");
        assertThat(asked("A gray dog and a brown dog run.", "Two dogs run."))
                .doesNotContainKey("what color is the dog?");
        assertThat(asked("A black and white dog runs.", "A dog runs.")).doesNotContainKey("what color is the dog?");
    }

    @Test
    void noColorOfOneHatAmongSeveralPeopleAndNoneOfPeople() {
        assertThat(asked("A man is wearing a red hat.", "A man stands."))
                .containsEntry("what color is the hat?", "red");
        assertThat(asked("A man is wearing a red hat.", "Two people stand."))
                .doesNotContainKey("what color is the hat?");
        assertThat(asked("A white man holds a ball.", "A white man stands."))
                .doesNotContainKey("what color is the man?");
    }

    @Test
    void theNumberThatTwoCaptionsGive() {
        assertThat(asked("Three dogs run on the beach.", "Three dogs are running.", "Some dogs run."))
                .containsEntry("how many dogs are there?", "3");
        assertThat(asked("Two men hold a ball.", "Two people are holding a ball."))
                .containsEntry("how many people are there?", "2");
        assertThat(asked("A man and a woman hold a ball.", "A man and a woman stand on the beach."))
                .containsEntry("how many people are there?", "2");
    }

    @Test
    void noNumberThatAnotherCaptionContradicts() {
        assertThat(asked("Three dogs run.", "Two dogs are running.", "Two dogs on the beach."))
                .doesNotContainKey("how many dogs are there?");
        assertThat(asked("Two dogs run.", "Two dogs are running.", "A group of dogs on the beach."))
                .doesNotContainKey("how many dogs are there?");
    }

    @Test
    void whatTwoCaptionsSayThatSomebodyDoes() {
        assertThat(asked("A man in a red hat is running on the beach.", "The man runs.", "A man stands."))
                .containsEntry("what is the man doing?", "running");
        assertThat(asked("Two dogs are running on the beach.", "The dogs run on a beach."))
                .containsEntry("what are the dogs doing?", "running");
        assertThat(asked("A man is running.", "The man stands on the beach."))
                .doesNotContainKey("what is the man doing?");
    }

    @Test
    void whatSomebodyHolds() {
        assertThat(asked("A woman is holding a ball.", "A woman with a ball.", "The woman stands."))
                .containsEntry("what is the woman holding?", "ball");
        assertThat(asked("A woman is holding a ball.", "The woman holds a hat.", "A ball on the beach, and a hat."))
                .doesNotContainKey("what is the woman holding?");
    }

    @Test
    void whereTwoCaptionsPutIt() {
        assertThat(asked("A dog runs on the beach.", "The dog is standing on a beach.", "A dog runs."))
                .containsEntry("where is the dog?", "beach");
        assertThat(asked("A dog runs on the beach.", "The dog is standing on a street."))
                .doesNotContainKey("where is the dog?");
    }

    @Test
    void asManyYesAsNoForEveryThing() {
        Map<String, Integer> surplus = new TreeMap<>();
        List<QuestionLine> presence = questions(WORLD).stream()
                .filter(line -> "presence".equals(line.answerType()))
                .toList();
        presence.forEach(line -> surplus.merge(line.question(), line.answer().equals("yes") ? 1 : -1, Integer::sum));

        assertThat(presence).hasSizeGreaterThan(20);
        assertThat(surplus.values()).containsOnly(0);
        assertThat(presence).allSatisfy(line -> assertThat(line.answer()).isIn("yes", "no"));
    }

    @Test
    void nothingIsAbsentThatACaptionMentionsByAnyName() {
        List<CaptionedPhoto> photos = new ArrayList<>(WORLD);
        for (int i = 0; i < 20; i++) {
            photos.add(photo("puppy" + i, "A puppy runs on the beach.", "A puppy on the beach."));
            photos.add(photo("guy" + i, "A guy holds a ball.", "Somebody with a ball."));
        }
        Set<String> refused = questions(photos).stream()
                .filter(line -> line.answer().equals("no"))
                .map(line -> line.file().replaceAll("\\d", "") + " " + line.question())
                .collect(Collectors.toSet());

        assertThat(refused)
                .contains("puppy is there a man?")
                .doesNotContain(
                        "puppy is there a dog?",
                        "puppy is there an animal?",
                        "guy is there a man?",
                        "guy is there a woman?",
                        "guy is there a person?");
    }

    @Test
    void atMostTenQuestionsAPhotoAndEachOnce() {
        Map<String, List<String>> asked = questions(WORLD).stream()
                .collect(Collectors.groupingBy(
                        QuestionLine::file, Collectors.mapping(QuestionLine::question, Collectors.toList())));

        assertThat(asked)
                .hasSizeGreaterThan(30)
                .allSatisfy((photo, questions) ->
                        assertThat(questions).hasSizeLessThanOrEqualTo(10).doesNotHaveDuplicates());
    }

    @Test
    void dependsOnTheSeedAndNotOnTheOrder() {
        List<CaptionedPhoto> shuffled = new ArrayList<>();
        for (CaptionedPhoto photo : WORLD) {
            List<String> captions = new ArrayList<>(photo.captions());
            Collections.reverse(captions);
            shuffled.add(new CaptionedPhoto(photo.name(), photo.file(), captions));
        }
        Collections.shuffle(shuffled, new Random(1));

        List<QuestionLine> lines = questions(WORLD);

        assertThat(questions(shuffled)).isEqualTo(lines);
        assertThat(CaptionQuestions.of(new CaptionSplits(WORLD, List.of()), 2)).isNotEqualTo(lines);
    }

    @Test
    void splitsStayApart() {
        List<CaptionedPhoto> development = WORLD.subList(0, WORLD.size() / 2);
        List<CaptionedPhoto> training = WORLD.subList(WORLD.size() / 2, WORLD.size());

        List<QuestionLine> lines = CaptionQuestions.of(new CaptionSplits(training, development), 1);

        Set<String> trained = training.stream().map(CaptionedPhoto::name).collect(Collectors.toSet());
        assertThat(lines).extracting(QuestionLine::split).contains("train", "dev");
        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(line.split()).isEqualTo(trained.contains(line.file()) ? "train" : "dev"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaptionQuestions.of(new CaptionSplits(WORLD, development), 1))
                .withMessageContaining("to be learned from and to be judged by");
    }

    @Test
    @Tag(TestTags.DATA)
    void thousandsOfQuestionsOfEveryKindFromFlickr8k() throws IOException {
        CaptionFile captions = CaptionFile.read(SharedData.require("flickr8k/captions.tsv"));
        Set<String> training = Set.copyOf(Files.readAllLines(SharedData.require("flickr8k/train.txt")));
        Set<String> development = Set.copyOf(Files.readAllLines(SharedData.require("flickr8k/dev.txt")));

        List<QuestionLine> lines =
                CaptionQuestions.of(CaptionSplits.of(captions, Path.of(""), training, development), 1);

        assertThat(lines).hasSizeGreaterThan(35_000);
        Map<String, Long> kinds = lines.stream()
                .filter(line -> "dev".equals(line.split()))
                .collect(Collectors.groupingBy(line -> line.answerType() + "", Collectors.counting()));
        assertThat(kinds.get("presence")).isGreaterThan(2000);
        assertThat(kinds.get("where")).isGreaterThan(150);
        for (String kind : List.of("color", "number", "doing", "what")) {
            assertThat(kinds.get(kind)).as(kind).isGreaterThan(400);
        }
        long all = kinds.values().stream().mapToLong(Long::longValue).sum();
        assertThat(kinds.get("presence")).isBetween(all / 3, (all + 1) / 2);
        assertThat(lines)
                .extracting(line -> line.file() + " " + line.question())
                .doesNotHaveDuplicates();
        for (String split : List.of("train", "dev")) {
            Map<String, Integer> surplus = new TreeMap<>();
            lines.stream()
                    .filter(line -> split.equals(line.split()) && "presence".equals(line.answerType()))
                    .forEach(
                            line -> surplus.merge(line.question(), line.answer().equals("yes") ? 1 : -1, Integer::sum));
            assertThat(surplus.values()).containsOnly(0);
        }
    }

    @Test
    void captionsInOtherScriptsOrWithoutWordsGiveNoQuestionsAndNoTrouble() {
        List<CaptionedPhoto> photos = List.of(
                photo("a", "???", "", "한 마리의 개가 달린다", "собака бежит"), photo("b", ", , and a of", "the", "a 's", "2"));

        assertThat(questions(photos)).isEmpty();
        assertThat(questions(List.of())).isEmpty();
    }

    @Provide
    Arbitrary<String> rowsOfWords() {
        return Arbitraries.of(
                        "'s", ",", ".", "a", "and", "another", "are", "ball", "beach", "black", "dog", "dogs",
                        "glasses", "group", "in", "is", "man", "no", "of", "on", "orange", "running", "runs", "the",
                        "there", "to", "two", "who")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(words -> String.join(" ", words));
    }

    @Property(tries = 75, seed = "1")
    void anyRowOfWordsIsACaption(@ForAll("rowsOfWords") String caption) {
        List<CaptionedPhoto> photos = new ArrayList<>(WORLD);
        photos.add(photo("random", caption, caption, "a dog"));

        List<QuestionLine> questions = questions(photos);

        assertThat(questions)
                .extracting(QuestionLine::answerType)
                .isSubsetOf("presence", "number", "color", "doing", "what", "where");
        long asked =
                questions.stream().filter(line -> line.file().equals("random")).count();
        Statistics.collect(asked > 0);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
    }

    /** The questions about a photo with these captions, with their answers. */
    private static Map<String, String> asked(String... captions) {
        List<CaptionedPhoto> photos = new ArrayList<>(WORLD);
        photos.add(photo("asked", captions));
        return questions(photos).stream()
                .filter(line -> line.file().equals("asked"))
                .collect(Collectors.toMap(QuestionLine::question, QuestionLine::answer));
    }

    private static List<QuestionLine> questions(List<CaptionedPhoto> photos) {
        return CaptionQuestions.of(new CaptionSplits(photos, List.of()), 1);
    }

    private static CaptionedPhoto photo(String name, String... captions) {
        return new CaptionedPhoto(name, Path.of(name), List.of(captions));
    }
}

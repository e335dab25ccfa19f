package dev.captioner.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.Answer;
import dev.captioner.AttentionMap;
import dev.captioner.Caption;
import dev.captioner.Reply;
import dev.captioner.Token;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.text.QuestionKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatMapTest {
    private static final int PAPER = 0xFFFCFBF8;
    private static final int MARGIN = 28;
    private static final int GRID = 3;

    @Test
    void glowsWhereTheNetworkLooked() {
        Photo grey = photo(90, 90);
        for (int cell = 0; cell < GRID * GRID; cell++) {
            BufferedImage overlay = AttentionOverlay.of(grey, places(attention(cell)));
            for (int other = 0; other < GRID * GRID; other++) {
                if (other != cell) {
                    assertThat(brightness(overlay, cell)).isGreaterThan(brightness(overlay, other) + 20);
                }
            }
        }
    }

    @Test
    void evenAttentionLooksEvenAndDark() {
        float[][] even = new float[GRID][GRID];
        for (float[] row : even) {
            Arrays.fill(row, 1f / (GRID * GRID));
        }
        BufferedImage overlay = AttentionOverlay.of(photo(90, 90), places(even));
        BufferedImage looking = AttentionOverlay.of(photo(90, 90), places(attention(4)));
        for (int cell = 1; cell < GRID * GRID; cell++) {
            assertThat(brightness(overlay, cell)).isEqualTo(brightness(overlay, 0));
        }
        assertThat(brightness(overlay, 4)).isLessThan(brightness(looking, 4) - 20);
    }

    @Test
    void aPhotoThatWasPassedOverForTheWordsStaysDark() {
        BufferedImage looked = AttentionOverlay.of(photo(90, 90), look(0.9f, 0.1f));
        BufferedImage passedOver = AttentionOverlay.of(photo(90, 90), look(0.02f, 0.98f));

        assertThat(brightness(passedOver, 4)).isLessThan(brightness(looked, 4) - 20);
    }

    private static AttentionMap places(float[][] attention) {
        return new AttentionMap(attention, new float[0]);
    }

    private static int brightness(BufferedImage image, int cell) {
        return brightness(image.getRGB(30 * (cell % GRID) + 15, 30 * (cell / GRID) + 15));
    }

    private static int brightness(int rgb) {
        return ((rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF)) / 3;
    }

    @Test
    void wordsWrapIntoRowsOfEqualLength() {
        Photo photo = photo(300, 200);
        int[] widths = Stream.of(1, 6, 7, 12, 13)
                .mapToInt(words -> HeatMap.draw(photo, caption("word", words)).getWidth())
                .toArray();
        int one = 240 + 2 * MARGIN;
        int another = 240 + 18;
        assertThat(widths)
                .containsExactly(one, one + 5 * another, one + 3 * another, one + 5 * another, one + 4 * another);
        int oneRow = HeatMap.draw(photo, caption("word", 6)).getHeight();
        int twoRows = HeatMap.draw(photo, caption("word", 7)).getHeight();
        assertThat(twoRows - oneRow).isBetween(160, 240);
    }

    @Test
    void nothingIsDrawnIntoTheMarginsHoweverLongTheWordOrNarrowThePhoto() {
        for (Photo photo : List.of(photo(300, 200), photo(3, 900), photo(900, 3), photo(1, 1))) {
            BufferedImage strip = HeatMap.draw(photo, caption("pneumonoultramicroscopicsilicovolcanoconiosis", 3));
            assertThat(stainedMargins(strip)).isZero();
        }
    }

    private static int stainedMargins(BufferedImage strip) {
        int stained = 0;
        for (int y = 0; y < strip.getHeight(); y++) {
            for (int x = 0; x < strip.getWidth(); x++) {
                boolean margin =
                        x < MARGIN || y < MARGIN || x >= strip.getWidth() - MARGIN || y >= strip.getHeight() - MARGIN;
                stained += margin && strip.getRGB(x, y) != PAPER ? 1 : 0;
            }
        }
        return stained;
    }

    @Test
    void aReplyIsAPictureForEachHopAndOneForTheAnswerAboveTheQuestionsWords() {
        Photo photo = photo(300, 200);
        AttentionMap atPhoto = look(0.9f, 0.02f, 0.08f);
        AttentionMap atWords = look(0.1f, 0.85f, 0.05f);
        BufferedImage strip = HeatMap.draw(photo, reply("what cat?", List.of(atPhoto, atWords), atPhoto));

        assertThat(strip.getWidth()).isEqualTo(2 * MARGIN + 3 * 240 + 2 * 18);
        int bottom = strip.getHeight() - MARGIN - 2; // within the boxes of the words, which start at the left
        int ofPhoto = brightness(strip.getRGB(MARGIN + 2, bottom));
        int ofWords = brightness(strip.getRGB(MARGIN + 258 + 2, bottom));
        assertThat(ofWords).isGreaterThan(ofPhoto + 50);
        assertThat(strip.getRGB(MARGIN + 2, bottom)).isEqualTo(strip.getRGB(MARGIN + 2 * 258 + 2, bottom));
    }

    @Test
    void aLongQuestionOrWordWrapsAndKeepsOutOfTheMargins() {
        AttentionMap look = new AttentionMap(attention(4), new float[100]);
        BufferedImage many = HeatMap.draw(photo(3, 900), reply("what ".repeat(100), List.of(look), look));
        AttentionMap one = look(0.5f, 0.5f);
        BufferedImage wide = HeatMap.draw(photo(3, 900), reply("w".repeat(400), List.of(one), one));

        assertThat(many.getWidth()).isEqualTo(2 * MARGIN + 2 * 240 + 18);
        assertThat(many.getHeight()).isGreaterThan(wide.getHeight() + 200);
        assertThat(stainedMargins(many)).isZero();
        assertThat(stainedMargins(wide)).isZero();
    }

    private static AttentionMap look(float photo, float... words) {
        float[][] places = attention(4);
        places[1][1] = photo;
        return new AttentionMap(places, words);
    }

    private static Reply reply(String question, List<AttentionMap> hops, AttentionMap look) {
        return new Reply(
                question,
                QuestionKind.WHAT,
                List.of(new Answer("cat", 0.9, -0.3)),
                false,
                Optional.empty(),
                List.of(),
                false,
                look,
                hops);
    }

    @Test
    void isWrittenAsPng(@TempDir Path folder) throws IOException {
        Path sample = Stream.of(Path.of("samples/chelsea.jpg"), Path.of("../samples/chelsea.jpg"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Photo photo = new PhotoReader().read(sample);
        Path file = folder.resolve("heat.png");
        HeatMap.write(photo, caption("cat", 5), file);
        BufferedImage read = ImageIO.read(file.toFile());
        BufferedImage drawn = HeatMap.draw(photo, caption("cat", 5));
        assertThat(read.getRGB(100, 100)).isEqualTo(drawn.getRGB(100, 100));
        assertThat(read.getWidth()).isEqualTo(drawn.getWidth());
        assertThatThrownBy(() -> HeatMap.write(photo, caption("cat", 5), folder.resolve("no/heat.png")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static Photo photo(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 110);
        return new Photo(width, height, rgb);
    }

    private static Caption caption(String word, int count) {
        List<Token> words = Stream.generate(() -> new Token(word, Math.log(0.5), attention(4)))
                .limit(count)
                .toList();
        return new Caption(word, -1, false, words, OptionalDouble.of(-1));
    }

    private static float[][] attention(int cell) {
        float[][] attention = new float[GRID][GRID];
        attention[cell / GRID][cell % GRID] = 1;
        return attention;
    }
}

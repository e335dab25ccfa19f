package dev.captioner.bench;

import dev.captioner.train.CaptionedPhoto;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Photos of noise with captions of made-up words, to time training without a data set. */
final class SyntheticCaptions {
    private static final int CAPTIONS = 5;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 13; // 10.5 words on average, as in captions by people

    private final int words;
    private final Random random = new Random(1);
    private int written;

    private SyntheticCaptions(int words) {
        this.words = words;
    }

    /**
     * Writes distinct photos with five captions each.
     *
     * @param words size of the vocabulary; word frequencies are skewed as in a natural language
     */
    static List<CaptionedPhoto> write(Path folder, int photos, int words) {
        SyntheticCaptions captions = new SyntheticCaptions(words);
        List<CaptionedPhoto> captioned = new ArrayList<>();
        for (int i = 0; i < photos; i++) {
            captioned.add(captions.photo(folder.resolve(i + ".png")));
        }
        return captioned;
    }

    private CaptionedPhoto photo(Path file) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 64; pixel++) {
            image.setRGB(pixel % 8, pixel / 8, random.nextInt(1 << 24));
        }
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < CAPTIONS; i++) {
            sentences.add(sentence());
        }
        return new CaptionedPhoto(file.getFileName().toString(), file, sentences);
    }

    private String sentence() {
        List<String> sentence = new ArrayList<>();
        int length = random.nextInt(SHORTEST, LONGEST + 1);
        while (sentence.size() < length) {
            sentence.add(word(written++ % 4 == 0 ? written / 4 % words : frequent()));
        }
        return String.join(" ", sentence);
    }

    private int frequent() {
        return (int) (words * Math.pow(random.nextDouble(), 4));
    }

    /** The number in letters. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder("x");
        for (int rest = number + 1; rest > 0; rest /= 26) {
            word.append((char) ('a' + rest % 26));
        }
        return word.toString();
    }
}

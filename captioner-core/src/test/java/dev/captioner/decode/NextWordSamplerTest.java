package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NextWordSamplerTest {
    private static final double[] PROBABILITIES = {0.05, 0.3, 0.1, 0.25, 0.2, 0.1};
    private static final int DRAWS = 200_000;

    @Test
    void drawsFromTheDistribution() {
        assertFrequencies(new Strategy.Sampling(1, 0, 1, 1), PROBABILITIES);
    }

    @Test
    void temperatureSharpensOrFlattens() {
        for (double temperature : new double[] {0.4, 3}) {
            double[] expected = Arrays.stream(PROBABILITIES)
                    .map(p -> Math.pow(p, 1 / temperature))
                    .toArray();
            assertFrequencies(new Strategy.Sampling(temperature, 0, 1, 1), expected);
        }
    }

    @Test
    void topKKeepsTheMostProbableWordsAndOfEqualOnesTheFirst() {
        assertFrequencies(new Strategy.Sampling(1, 4, 1, 1), new double[] {0, 0.3, 0.1, 0.25, 0.2, 0});
        assertFrequencies(new Strategy.Sampling(1, 1, 1, 1), new double[] {0, 1, 0, 0, 0, 0});
    }

    @Test
    void topPKeepsTheFewestWordsThatMakeUpTheShare() {
        assertFrequencies(new Strategy.Sampling(1, 0, 0.56, 1), new double[] {0, 0.3, 0, 0.25, 0.2, 0});
        assertFrequencies(new Strategy.Sampling(1, 0, 0.54, 1), new double[] {0, 0.3, 0, 0.25, 0, 0});
        assertFrequencies(new Strategy.Sampling(1, 0, 1e-9, 1), new double[] {0, 1, 0, 0, 0, 0});
    }

    @Test
    void wordsThatAreNotPermittedShareOutAmongTheOthers() {
        boolean[] permitted = {true, false, true, true, false, true};
        double[] found = frequencies(new Strategy.Sampling(1, 0, 1, 5), permitted);
        assertClose(found, new double[] {0.05, 0, 0.1, 0.25, 0, 0.1});
    }

    @Test
    void theExtremesOfTheRandomNumberStayWithinTheWords() {
        float[] logs = logs();
        boolean[] permitted = {true, true, true, true, true, true};
        NextWordSampler sampler = new NextWordSampler(new Strategy.Sampling(1, 0, 1, 1));
        assertThat(sampler.draw(logs, permitted, 0)).isEqualTo(1);
        assertThat(sampler.draw(logs, permitted, Math.nextDown(1.0))).isZero();
    }

    @Test
    void randomNumbersAreEvenAndDifferByStreamAndPosition() {
        int[] counts = new int[10];
        double product = 0;
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 1000; j++) {
                double uniform = CounterRandom.uniform(42, i, j);
                counts[(int) (10 * uniform)]++;
                product += (uniform - 0.5) * (CounterRandom.uniform(42, i + 1, j) - 0.5);
            }
        }
        for (int count : counts) {
            assertThat(count).isCloseTo(10_000, within(400));
        }
        assertThat(product / 100_000).isCloseTo(0, within(0.001));
    }

    private static void assertFrequencies(Strategy.Sampling options, double[] weights) {
        assertClose(frequencies(options, new boolean[] {true, true, true, true, true, true}), weights);
    }

    private static void assertClose(double[] frequencies, double[] weights) {
        double sum = Arrays.stream(weights).sum();
        for (int word = 0; word < weights.length; word++) {
            if (weights[word] == 0) {
                assertThat(frequencies[word]).isZero();
            }
            assertThat(frequencies[word]).isCloseTo(weights[word] / sum, within(0.005));
        }
    }

    private static double[] frequencies(Strategy.Sampling options, boolean[] permitted) {
        NextWordSampler sampler = new NextWordSampler(options);
        float[] logs = logs();
        double[] frequencies = new double[logs.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            int word = sampler.draw(logs, permitted, CounterRandom.uniform(options.seed(), draw, 0));
            frequencies[word] += 1.0 / DRAWS;
        }
        return frequencies;
    }

    private static float[] logs() {
        float[] logs = new float[PROBABILITIES.length];
        for (int word = 0; word < logs.length; word++) {
            logs[word] = (float) Math.log(PROBABILITIES[word]);
        }
        return logs;
    }
}

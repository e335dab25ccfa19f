package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.encode.RegionFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
    @TempDir
    Path folder;

    private static RegionFeatures features(float first) {
        float[] values = new float[2 * 2 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return new RegionFeatures(values, 2, 3);
    }

    private FeatureCache open(String encoder) {
        return FeatureCache.open(folder, encoder, 2, 3);
    }

    private static float[] read(FeatureCache cache, String key) {
        float[] values = new float[cache.valuesPerPhoto()];
        cache.read(Objects.requireNonNull(cache.slot(key)), values, 0);
        return values;
    }

    @Test
    void whatWasCommittedIsThereAfterReopening() {
        try (FeatureCache cache = open("e")) {
            cache.append("a", FeatureCache.toHalf(features(1)));
            cache.append("b", FeatureCache.toHalf(features(20)));
            cache.commit();
        }
        try (FeatureCache cache = open("e")) {
            assertThat(read(cache, "b")).isEqualTo(features(20).values());
            assertThat(read(cache, "a")).isEqualTo(features(1).values());
            assertThat(cache.slot("c")).isNull();
        }
    }

    @Test
    void aCacheThatCannotBeReadIsNotLeftLocked() throws IOException {
        Path index = Files.createDirectories(folder.resolve("features.index"));

        assertThatThrownBy(() -> open("e")).isInstanceOf(UncheckedIOException.class);
        Files.delete(index);
        try (FeatureCache cache = open("e")) {
            assertThat(cache.slot("a")).isNull();
        }
    }

    @Test
    void whatAKilledProcessLeftUncommittedIsForgottenAndOverwritten() {
        try (FeatureCache cache = open("e")) {
            cache.append("a", FeatureCache.toHalf(features(1)));
            cache.commit();
            cache.append("lost", FeatureCache.toHalf(features(7)));
        }
        try (FeatureCache cache = open("e")) {
            assertThat(cache.slot("lost")).isNull();
            cache.append("b", FeatureCache.toHalf(features(20)));
            cache.commit();
            assertThat(read(cache, "b")).isEqualTo(features(20).values());
        }
    }

    @Test
    void anIndexThatPromisesMoreThanTheDataHoldsIsBelievedOnlySoFar() throws IOException {
        try (FeatureCache cache = open("e")) {
            cache.append("a", FeatureCache.toHalf(features(1)));
            cache.append("b", FeatureCache.toHalf(features(20)));
            cache.commit();
        }
        Path data = folder.resolve("features.bin");
        byte[] bytes = Files.readAllBytes(data);
        Files.write(data, java.util.Arrays.copyOf(bytes, bytes.length - 1));

        try (FeatureCache cache = open("e")) {
            assertThat(cache.slot("b")).isNull();
            assertThat(read(cache, "a")).isEqualTo(features(1).values());
        }
    }

    @Test
    void anotherEncodersCacheIsEmptied() {
        try (FeatureCache cache = open("e")) {
            cache.append("a", FeatureCache.toHalf(features(1)));
            cache.commit();
        }
        try (FeatureCache cache = open("another")) {
            assertThat(cache.slot("a")).isNull();
        }
    }

    @Test
    void aSecondUserIsRejected() {
        try (FeatureCache cache = open("e")) {
            assertThat(cache.slot("a")).isNull();
            assertThatThrownBy(() -> open("e"))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("in use");
        }
    }
}

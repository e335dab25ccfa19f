package dev.captioner;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * One replaced byte of a file. Properties take a list of them rather than damaged bytes, so that a failure shows the few that matter.
 *
 * @param position the index of the byte
 * @param value the new byte
 */
public record Damage(int position, byte value) {
    /** From one to {@code most} damages of a file of {@code length} bytes. */
    public static Arbitrary<List<Damage>> of(int length, int most, Arbitrary<Byte> values) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, length - 1).withDistribution(RandomDistribution.uniform()),
                        values)
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(most);
    }

    /** A damaged copy. */
    public static byte[] apply(List<Damage> damages, byte[] file) {
        byte[] damaged = file.clone();
        damages.forEach(damage -> damaged[damage.position()] = damage.value());
        return damaged;
    }
}

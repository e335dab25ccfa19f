package dev.captioner.model.training;

import static dev.captioner.math.DelayedDeallocation.kept;
import static dev.captioner.math.Products.addColumnSums;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiply;

import dev.captioner.math.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The FC layer on top of the frozen CNN: regions and their mean into the shared space (docs/network.md, eq. 1 and 2). Gradients
 * end here: the CNN's features are input.
 */
final class PhotoProjection {
    private final Parameters parameters;
    private final SentenceBatch batch;
    private final int embedding;
    private final INDArray means; // [P, D]
    private final DropoutMask regionMask;
    private final DropoutMask photoMask;
    private final INDArray regions; // [P * L, E]
    private final INDArray photos; // [P, E]
    private final INDArray regionGradients;
    private final INDArray photoGradients;

    PhotoProjection(Parameters parameters, SentenceBatch batch, Regularisation regularisation, long seed) {
        this.parameters = parameters;
        this.batch = batch;
        this.embedding = parameters.shape().embedding();
        INDArray features = batch.features(); // [P * L, D]
        this.means = features.reshape('c', batch.photos(), batch.regions(), features.size(1))
                .mean(1);
        this.regions = project(features, "regions");
        this.photos = project(means, "photo");
        this.regionMask = DropoutMask.of(regions, regularisation.regionDropout(), seed);
        this.photoMask = DropoutMask.of(photos, regularisation.photoDropout(), seed + 1);
        regionMask.apply(regions);
        photoMask.apply(photos);
        this.regionGradients = Nd4j.zeros(regions.dataType(), regions.size(0), embedding);
        this.photoGradients = Nd4j.zeros(photos.dataType(), photos.size(0), embedding);
    }

    private INDArray project(INDArray input, String name) {
        INDArray output = Nd4j.createUninitialized(input.dataType(), new long[] {input.size(0), embedding}, 'c');
        multiply(input, parameters.value(name + ".weight"), output);
        output.addiRowVector(parameters.value(name + ".bias").reshape(1, embedding));
        return Transforms.relu(output, false);
    }

    /** [P, L, E]. */
    INDArray regions() {
        return regions.reshape('c', batch.photos(), batch.regions(), embedding);
    }

    /** [P, L, E], to be added to. */
    INDArray regionGradients() {
        return regionGradients.reshape('c', batch.photos(), batch.regions(), embedding);
    }

    /** The vector of each packed row's photo, [M, E]. */
    INDArray ofRows() {
        return Rows.gather(photos, batch.photoOfRow());
    }

    /** Adds the gradients of {@link #ofRows}, from the first packed row on. */
    void addPhotoGradients(INDArray rowGradients) {
        int[] photoOfRow = batch.photoOfRow();
        int rows = Math.toIntExact(rowGradients.size(0));
        float[] oneHot = new float[rows * batch.photos()];
        for (int row = 0; row < rows; row++) {
            oneHot[row * batch.photos() + photoOfRow[row]] = 1;
        }
        INDArray choices =
                kept(Nd4j.createFromArray(oneHot)).castTo(photos.dataType()).reshape('c', rows, batch.photos());
        addTransposedMultiply(choices, rowGradients, photoGradients); // a sum in one product, whose order is fixed
    }

    /** After everything that reads regions and photos: the gradients of the FC layer. */
    void backward() {
        backward("regions", batch.features(), regions, regionMask.apply(regionGradients));
        backward("photo", means, photos, photoMask.apply(photoGradients));
    }

    private void backward(String name, INDArray input, INDArray output, INDArray gradient) {
        gradient.muli(output.gt(0).castTo(gradient.dataType())); // relu: also 0 where dropped, as the mask has made it
        addTransposedMultiply(input, gradient, parameters.gradient(name + ".weight"));
        addColumnSums(gradient, parameters.gradient(name + ".bias"));
    }
}

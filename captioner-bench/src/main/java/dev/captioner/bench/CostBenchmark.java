package dev.captioner.bench;

import dev.captioner.AnswerOptions;
import dev.captioner.CaptionBatch;
import dev.captioner.Captioner;
import dev.captioner.RequestCost;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.DecodingRequest;
import dev.captioner.decode.DecodingWork;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Tokeniser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Estimated costs of requests beside the time that they take on one thread. A request may take less than estimated: captions end early. */
final class CostBenchmark {
    private static final String[] WORDS = {"dog", "cat", "man", "water"};
    private static final int ROUNDS = 5;

    private final Captioner captioner;
    private final PhotoReader reader = new PhotoReader();
    private final StringBuilder table = new StringBuilder("""
            | request | units | ms | ms a unit |
            |---|---|---|---|
            """);

    /** Needs a Java process whose common pool has no threads, or long steps take less. */
    CostBenchmark(Captioner captioner) {
        this.captioner = captioner;
    }

    /** Measures requests for one photo. */
    String run(byte[] photo) {
        caption("default", photo, DecodingRequest.NONE);
        caption("beam=1", photo, DecodingRequest.NONE.beam(1));
        caption("beam=20", photo, DecodingRequest.NONE.beam(20));
        caption("beam=100", photo, DecodingRequest.NONE.beam(100));
        caption("minLength=100", photo, DecodingRequest.NONE.minLength(100).maxLength(100));
        caption("beam=20&maxLength=100, four includes", photo, heavy(20));
        caption(
                "beam=100&nBest=100&maxLength=100, four includes",
                photo,
                heavy(100).nBest(100));
        QuestionText question = QuestionText.of("What is in the photo?");
        measure(
                "a question to the whole list",
                photo,
                captioner.work(question, AnswerOptions.DEFAULT),
                encoded -> captioner.ask(encoded, question, AnswerOptions.DEFAULT));
        AnswerOptions choices = AnswerOptions.among("yes", "no");
        measure(
                "a question with two choices",
                photo,
                captioner.work(question, choices),
                encoded -> captioner.ask(encoded, question, choices));
        List<String> sentences = Collections.nCopies(64, "a cat on a mat");
        measure(
                "64 sentences of five words",
                photo,
                DecodingWork.ofSentences(
                        sentences.stream().map(Tokeniser::words).toList()),
                encoded -> captioner.score(encoded, sentences));
        return table.toString();
    }

    private static DecodingRequest heavy(int beam) {
        return DecodingRequest.NONE.beam(beam).maxLength(100).include(WORDS);
    }

    private void caption(String name, byte[] photo, DecodingRequest request) {
        DecodingPlan plan = captioner.plan(request);
        measure(name, photo, plan.work(), encoded -> {
            CaptionBatch batch = captioner.newBatch(1);
            CaptionBatch.Member member = batch.admit(encoded, plan);
            batch.finish();
            member.captions();
        });
    }

    /** Decodes for an encoded photo. */
    private interface Decoding {
        void run(EncodedPhoto photo);
    }

    private void measure(String name, byte[] bytes, DecodingWork work, Decoding decoding) {
        List<Double> milliseconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            Photo photo = reader.read(bytes);
            decoding.run(captioner.look(photo));
            milliseconds.add((System.nanoTime() - from) / 1e6);
        }
        Sample sample = new Sample(
                milliseconds.stream().mapToDouble(Double::doubleValue).toArray());
        int units = RequestCost.units(reader.pixels(bytes), bytes.length, work);
        table.append(String.format(
                Locale.ROOT, "| %s | %d | %.0f | %.0f |%n", name, units, sample.median(), sample.median() / units));
    }
}

package dev.captioner.train.questions;

import dev.captioner.text.QuestionLine;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.CaptionedPhoto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes questions with answers out of captions, in the manner of COCO-QA (Ren, Kiros and Zemel 2015): presence, number, color,
 * doing, what and where. docs/questions.md has the rules.
 */
public final class CaptionQuestions {
    private static final int DESCRIBING = 6;
    private static final String TRAINING = "train";
    private static final String DEVELOPMENT = "dev";
    private static final String SOURCE = "captions";

    private final SeededOrder order;
    private final Map<QuestionRule, Integer> rules = new LinkedHashMap<>();
    private final NumberRule numbers;
    private final PresenceQuestions presence;

    private CaptionQuestions(List<DescribedPhoto> photos, Lexicon lexicon, long seed) {
        List<ParsedCaption> captions = new ArrayList<>();
        photos.forEach(photo -> captions.addAll(photo.captions()));
        NounGroups groups = NounGroups.english();
        NounRoles roles = new NounRoles(lexicon, captions);
        this.order = new SeededOrder(seed);
        this.numbers = new NumberRule(groups, roles);
        this.presence = new PresenceQuestions(lexicon, roles, new AbsentNouns(lexicon, groups, photos), order);
        rules.put(new DoingRule(groups, roles), 2);
        rules.put(new WhereRule(groups, roles), 2);
        rules.put(new ColorRule(groups, roles), 3);
        rules.put(new WhatRule(groups, roles), 3);
    }

    /**
     * Makes questions about photos that have captions. Depends on the seed, the names of the photos and their captions, not on
     * their order. What a word is and does is learned from all captions together.
     *
     * @return those of the training photos, split "train", then those of the development photos, split "dev", by name of photo
     * @throws IllegalArgumentException when a photo is among both
     */
    public static List<QuestionLine> of(CaptionSplits splits, long seed) {
        Map<String, List<List<String>>> training = captions(splits.training());
        Map<String, List<List<String>>> development = captions(splits.development());
        training.keySet().stream().filter(development::containsKey).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("photo " + name + " is to be learned from and to be judged by; expected"
                    + " captions of it for one of the two");
        });
        List<List<String>> all = new ArrayList<>();
        training.values().forEach(all::addAll);
        development.values().forEach(all::addAll);
        Lexicon lexicon = new Lexicon(all);
        List<DescribedPhoto> trainingPhotos = photos(TRAINING, training, lexicon);
        List<DescribedPhoto> developmentPhotos = photos(DEVELOPMENT, development, lexicon);
        List<DescribedPhoto> both = new ArrayList<>(trainingPhotos);
        both.addAll(developmentPhotos);
        CaptionQuestions questions = new CaptionQuestions(both, lexicon, seed);
        List<QuestionLine> lines = new ArrayList<>(questions.about(trainingPhotos));
        lines.addAll(questions.about(developmentPhotos));
        return lines;
    }

    /** The captions of each photo, photos by name and captions in the order of the alphabet, each in its words. */
    private static Map<String, List<List<String>>> captions(List<CaptionedPhoto> photos) {
        Map<String, List<String>> texts = new TreeMap<>();
        photos.forEach(photo ->
                texts.computeIfAbsent(photo.name(), name -> new ArrayList<>()).addAll(photo.captions()));
        Map<String, List<List<String>>> captions = new TreeMap<>();
        texts.forEach((name, list) ->
                captions.put(name, list.stream().sorted().map(CaptionTokens::of).toList()));
        return captions;
    }

    private static List<DescribedPhoto> photos(
            String split, Map<String, List<List<String>>> captions, Lexicon lexicon) {
        CaptionParser parser = new CaptionParser(lexicon);
        return captions.entrySet().stream()
                .map(entry -> new DescribedPhoto(
                        split,
                        entry.getKey(),
                        entry.getValue().stream().map(parser::parse).toList()))
                .toList();
    }

    /** The questions about the photos of one split: no more about presence than all others together. */
    private List<QuestionLine> about(List<DescribedPhoto> photos) {
        Map<String, List<QuestionCandidate>> counted = counted(photos);
        Map<String, List<QuestionCandidate>> described = new TreeMap<>();
        int total = 0;
        for (DescribedPhoto photo : photos) {
            List<QuestionCandidate> own = new ArrayList<>(counted.getOrDefault(photo.name(), List.of()));
            rules.forEach((rule, most) -> own.addAll(best(photo, rule.questions(photo), most)));
            List<QuestionCandidate> kept = own.subList(0, Math.min(own.size(), DESCRIBING));
            described.put(photo.name(), kept);
            total += kept.size();
        }
        Map<String, List<QuestionCandidate>> present = presence.of(photos, total);
        List<QuestionLine> lines = new ArrayList<>();
        for (DescribedPhoto photo : photos) {
            List<QuestionCandidate> own = new ArrayList<>(present.getOrDefault(photo.name(), List.of()));
            own.addAll(described.getOrDefault(photo.name(), List.of()));
            own.forEach(question -> lines.add(line(photo, question)));
        }
        return lines;
    }

    private static QuestionLine line(DescribedPhoto photo, QuestionCandidate question) {
        List<String> answers = List.of(question.answer());
        return new QuestionLine(
                photo.split(), photo.name(), question.question(), question.answer(), answers, question.kind(), SOURCE);
    }

    /** At most two numbers a photo, and no more questions with the answer 1 than with the answer 2. */
    private Map<String, List<QuestionCandidate>> counted(List<DescribedPhoto> photos) {
        Map<String, List<QuestionCandidate>> several = new TreeMap<>();
        Map<String, List<QuestionCandidate>> single = new TreeMap<>();
        for (DescribedPhoto photo : photos) {
            List<QuestionCandidate> all = numbers.questions(photo);
            List<QuestionCandidate> more = all.stream()
                    .filter(question -> !question.answer().equals("1"))
                    .toList();
            List<QuestionCandidate> ones = all.stream()
                    .filter(question -> question.answer().equals("1"))
                    .toList();
            if (!more.isEmpty()) {
                several.put(photo.name(), best(photo, more, 2));
            } else if (!ones.isEmpty()) {
                single.put(photo.name(), best(photo, ones, 1));
            }
        }
        long twos = several.values().stream()
                .flatMap(List::stream)
                .filter(question -> question.answer().equals("2"))
                .count();
        order.of(single.keySet(), name -> "one in " + name).stream()
                .limit(twos)
                .forEach(name -> several.put(name, single.get(name)));
        return several;
    }

    private List<QuestionCandidate> best(DescribedPhoto photo, List<QuestionCandidate> questions, int most) {
        return order.of(questions, question -> photo.name() + question.question()).stream()
                .sorted(Comparator.comparingInt(QuestionCandidate::support).reversed())
                .limit(most)
                .toList();
    }
}

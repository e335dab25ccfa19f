package dev.captioner.text;

import dev.captioner.api.Internal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the instructions off a question that people and programs put around it for language models, as in "Question: is there a cat?
 * Answer yes or no." The network was trained on plain questions: to it an instruction is noise. docs/questions.md lists what
 * counts as an instruction; what is not certain to be one stays part of the question.
 */
@Internal
public final class Instructions {
    private static final int MOST_CHARACTERS = 2000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_'\u2019]+");

    /** What chat templates put in place of the photo, as in {@code <image>} and {@code <|image_1|>}. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "<\\|?/?(?:image|img|photo|picture|imagehere|image_?(?:pad|placeholder|start|end|\\d{1,2})|vision_(?:start|end)|s)\\|?>|\\[(?:image|img)]",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED =
            Pattern.compile("([^\"\u201c\u201d]*)[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]([^\"\u201c\u201d]*)");

    /** Speakers and headings that stand with a colon before a question. */
    private static final Set<String> LABELS = words("question q query user human prompt");

    /** Words that open a request; the question follows. */
    private static final Pattern REQUEST = Pattern.compile("\\G(?:please|kindly|hello|hi|hey|so|and|ok|okay|now|well"
            + "|(?:(?:can|could|would|will) you (?:please |kindly )?)?(?:tell|show) (?:me|us)(?: please)?"
            + "|(?:can|could|would|will) you (?:please )?(?:say|count(?= how ))"
            + "|do you know|any idea|i wonder|i want to know|i would like to know|i'd like to know) ");

    /** A request with one of them is followed by an indirect question. */
    private static final Set<String> OF_INDIRECT = words("tell show say know idea wonder");

    /** Without a comma after them they open a request only before one of {@link #ASKING}. */
    private static final Set<String> FILLERS = words("so and ok okay now well");

    private static final Set<String> ASKING = words("""
            is are was were do does did has have can could will would should what what's who who's whose which where where's when why how
            if whether there
            """);

    private static final Pattern THANKS =
            Pattern.compile("(?: please| thanks| thank you)(?: very much| so much| in advance)?$");

    /** First words of an instruction. */
    private static final Set<String> STARTS = words("""
            answer respond reply give provide output return write keep use using be given based look looking considering please only just
            simply don't explain choose select when your if let's think report
            """);

    /** The words that instructions consist of. */
    private static final Set<String> WORDS = words("""
            answer answers answered answering respond response responses reply give provide provided output return write keep make use using be
            given based look looking considering please kindly only just simply simple directly direct you do don't not
            explain explanation explanations explaining reasoning choose select must should need to try
            when if information is insufficient can cannot unanswerable unknown sure unsure otherwise any additional extra other else anything
            nothing text punctuation detail details
            question questions following above below this that it its my your the an of on in with for by from as at and or without
            image images picture pictures photo photos photograph
            yes no true false either maybe a assistant
            single one two three four five few couple more most less than maximum limit maximal up possible short brief concise briefly concisely
            shortly word words phrase phrases sentence sentences number numbers digit digits letter letters english lower case lowercase full
            complete exactly format correct best final correctly accurately precise precisely
            report likely etc option options option's choice choices let's think step
            """);

    private static final Set<String> YES_OR_NO = words("yes no or true false maybe");
    private static final Set<String> VERBS = words("answer respond reply");

    /** Before a verb of {@link #VERBS} they make it a noun, or part of the question. */
    private static final Set<String> NOT_BEFORE_VERB = words("""
            the a an his her their my your our its this that what which correct right wrong to can could will would should does do did who you
            they he she we i and or of
            """);

    private static final Set<String> BE = words("is are was were");

    /** First words of a subject. */
    private static final Set<String> SUBJECTS = words("""
            the this that these those there it he she they we you i his her its their my our your a an anyone anybody someone somebody
            """);

    private Instructions() {}

    private static Set<String> words(String words) {
        return Set.of(words.strip().split("\\s+"));
    }

    /** A word in lower case and its place in the text. */
    private record Word(String text, int start, int end) {}

    /**
     * A question without the instructions around it; the question itself, without surrounding blanks, if it has none, if nothing else would
     * be left, or if it has more than 2,000 characters.
     */
    public static String off(String question) {
        String given = question.strip();
        String text = given.length() > MOST_CHARACTERS
                ? given
                : PLACEHOLDER.matcher(given).replaceAll(" ").strip();
        if (text.length() > MOST_CHARACTERS || !hasLetters(text)) {
            return given;
        }
        while (true) {
            String shorter = withoutClosing(withoutOpening(unquoted(text)));
            if (shorter.equals(text)) {
                return text;
            }
            text = shorter;
        }
    }

    private static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }

    private static List<Word> read(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().replace('\u2019', '\'').toLowerCase(Locale.ROOT);
            words.add(new Word(word.replaceAll("^'+|'+$", ""), matcher.start(), matcher.end()));
        }
        return words;
    }

    private static boolean areInstruction(List<Word> words) {
        return words.stream().allMatch(word -> WORDS.contains(word.text()));
    }

    private static boolean mention(List<Word> words, String word) {
        return words.stream().anyMatch(each -> each.text().equals(word));
    }

    /** The text between a word and the next. */
    private static String after(String text, List<Word> words, int index) {
        return text.substring(
                words.get(index).end(),
                index + 1 < words.size() ? words.get(index + 1).start() : text.length());
    }

    private static boolean endsSentence(String gap) {
        return gap.chars().anyMatch(c -> ".!?:;\n".indexOf(c) >= 0);
    }

    /** The part in quotation marks, if all else is an instruction that speaks of a question, or there is nothing else. */
    private static String unquoted(String text) {
        Matcher matcher = QUOTED.matcher(text);
        if (!matcher.matches() || !hasLetters(matcher.group(2))) {
            return text;
        }
        List<Word> outside = read(matcher.group(1) + " " + matcher.group(3));
        boolean whole = outside.isEmpty() || (areInstruction(outside) && mention(outside, "question"));
        return whole ? matcher.group(2).strip() : text;
    }

    private static String withoutOpening(String text) {
        List<Word> words = read(text);
        if (words.isEmpty()) {
            return text;
        }
        if (LABELS.contains(words.get(0).text())
                && after(text, words, 0).strip().startsWith(":")) {
            return from(text, words, 1);
        }
        int request = request(text, words);
        if (request > 0 && request < words.size()) {
            String rest = from(text, words, request);
            boolean indirect = words.subList(0, request).stream().anyMatch(word -> OF_INDIRECT.contains(word.text()));
            return indirect ? direct(rest) : rest;
        }
        return from(text, words, openingSentence(text, words));
    }

    /** How many words the request has that a text begins with. */
    private static int request(String text, List<Word> words) {
        Matcher matcher = REQUEST.matcher(joined(words) + ' ');
        int length = 0;
        while (matcher.find()) {
            length += matcher.group().split(" ").length;
        }
        boolean filler = length > 0
                && length < words.size()
                && FILLERS.contains(words.get(length - 1).text());
        boolean opens = !filler
                || !after(text, words, length - 1).isBlank()
                || ASKING.contains(words.get(length).text());
        return opens ? length : 0;
    }

    private static String joined(List<Word> words) {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }

    /** How many words the instruction has that a text begins with: a sentence, or a part of one that ends with a comma. */
    private static int openingSentence(String text, List<Word> words) {
        int found = 0;
        boolean ended = false;
        for (int i = 0;
                i < words.size() && (i == 0 || WORDS.contains(words.get(i).text())) && !ended;
                i++) {
            String gap = after(text, words, i);
            ended = endsSentence(gap);
            found = ended || gap.indexOf(',') >= 0 ? i + 1 : found;
        }
        return isInstruction(words.subList(0, found)) ? found : 0;
    }

    private static boolean isInstruction(List<Word> words) {
        if (words.isEmpty()) {
            return false;
        }
        String first = words.get(0).text();
        String second = words.size() > 1 ? words.get(1).text() : "";
        List<Word> rest = words.subList(1, words.size());
        return areInstruction(rest)
                && switch (first) {
                    case "do" -> second.equals("not");
                    case "you" ->
                        Set.of("must", "should", "can", "cannot", "need").contains(second);
                    case "what" -> mention(rest, "answer") && mention(rest, "question");
                    default -> STARTS.contains(first);
                };
    }

    /** A text from a word on, unless nothing would be left. */
    private static String from(String text, List<Word> words, int first) {
        return first == 0 || first >= words.size()
                ? text
                : text.substring(start(text, words, first)).strip();
    }

    /** Where a word starts, with the quotation mark before it. */
    private static int start(String text, List<Word> words, int index) {
        int start = words.get(index).start();
        return start > 0 && "\"\u201c(\u00bf".indexOf(text.charAt(start - 1)) >= 0 ? start - 1 : start;
    }

    private static String withoutClosing(String text) {
        List<Word> words = read(text);
        int first = closing(text, words);
        if (first <= 0 || first >= words.size()) {
            return text;
        }
        String rest = text.substring(0, words.get(first).start()).replaceFirst("[\\s(,;:\u2013\u2014-]+$", "");
        return hasLetters(rest) ? rest : text;
    }

    /** The first word of the instruction that a text ends with; the number of words if there is none. */
    private static int closing(String text, List<Word> words) {
        int all = words.size();
        for (int i = all - 1; i > 0 && WORDS.contains(words.get(i).text()); i--) {
            if (endsClause(after(text, words, i - 1)) && isClosing(text, words.subList(i, all))) {
                return i;
            }
        }
        int thanks = thanks(words);
        return thanks > 0 ? all - thanks : verb(words);
    }

    private static boolean endsClause(String gap) {
        return endsSentence(gap) || gap.indexOf(',') >= 0 || gap.indexOf('(') >= 0;
    }

    /** An instruction, "yes or no?", or the beginning of an answer, as in "Short answer:" and "The answer is". */
    private static boolean isClosing(String text, List<Word> last) {
        Word end = last.get(last.size() - 1);
        boolean answerBegins = text.substring(end.end()).strip().startsWith(":")
                || (end.text().equals("is") && mention(last, "answer"));
        return answerBegins
                || (isInstruction(last) && last.size() > 1)
                || last.stream().allMatch(word -> YES_OR_NO.contains(word.text()));
    }

    /** How many words of thanks a text ends with. */
    private static int thanks(List<Word> words) {
        Matcher matcher = THANKS.matcher(' ' + joined(words));
        return matcher.find() ? matcher.group().strip().split(" ").length : 0;
    }

    /** The last "answer" without a full stop before it, as in "is there a cat answer yes or no". */
    private static int verb(List<Word> words) {
        for (int i = words.size() - 1; i > 0 && WORDS.contains(words.get(i).text()); i--) {
            boolean imperative = VERBS.contains(words.get(i).text())
                    && i + 1 < words.size()
                    && !NOT_BEFORE_VERB.contains(words.get(i - 1).text());
            if (imperative) {
                return i;
            }
        }
        return words.size();
    }

    /** An indirect question as a direct one: "what animal this is" is "what animal is this", and "if there is a cat" "is there a cat". */
    private static String direct(String question) {
        List<Word> words = read(question);
        boolean whether = Set.of("if", "whether").contains(words.get(0).text());
        int subject = whether ? 1 : 0;
        while (subject < words.size() && !SUBJECTS.contains(words.get(subject).text())) {
            if (BE.contains(words.get(subject).text())) {
                return question;
            }
            subject++;
        }
        List<Word> verbs =
                words.stream().filter(word -> BE.contains(word.text())).toList();
        if (subject == 0
                || subject >= words.size()
                || verbs.size() != 1
                || verbs.get(0).start() < words.get(subject).end()) {
            return question;
        }
        Word be = verbs.get(0);
        String before = whether ? "" : question.substring(0, words.get(subject).start());
        String between =
                question.substring(words.get(subject).start(), be.start()).strip();
        return (before + question.substring(be.start(), be.end()) + " " + between + question.substring(be.end()))
                .strip();
    }
}

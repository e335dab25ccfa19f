package dev.captioner.evaluate.treebank;

import static dev.captioner.evaluate.treebank.Characters.BREAK;
import static dev.captioner.evaluate.treebank.Characters.DIGIT;
import static dev.captioner.evaluate.treebank.Characters.SPACE;
import static dev.captioner.evaluate.treebank.Rule.keep;
import static dev.captioner.evaluate.treebank.Rule.rewrite;
import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Words that keep their full stop. */
final class Abbreviations {
    /** U.S., p.m. */
    static final String ACRONYM = "[A-Za-z](?:\\.[A-Za-z])+\\.";

    private static final String TITLE = anyCase("""
                    adj adm adv alex assoc asst atty attys ave brig capt cf cie cmdr col comdr cpl dept det dr drs elec
                    ens ft gen gov govs hon insp invt jos lieut lt maj messrs mlle mme mr mrs ms msgr mt natl ph pfc
                    pres prof profs pvt rep reps rev sen sens sfc sgt spc st ste supt supts treas vs wm
                    """) + "|" + lowerOrCapitalised("mfg mtg");

    /** Months, days, places and companies. */
    private static final String NAME = anyCase("""
                    al ala apr ariz assn aug bhd bldg blvd bros calif co colo conn corp cos ct dak dec ed\\.d esq est
                    etc ext feb fla fri ga inc ind intl jan jr jul jun kan kans ky ltd mar md mich minn mo mon mont neb
                    nev nov oct okla penn ph\\.d plc rd rt sep sept seq sq sr sys tel tenn thu thurs tue tues univ va vt
                    wed wis wisc wyo
                    """)
            + "|" + lowerOrCapitalised("pte ptes pty ptys ppte pptes ppty pptys")
            + "|" + capitalisedOrUpper("ark az del ill la mass miss ore pa tex wash");

    private static final String BEFORE_NUMBER = anyCase("art ca fig figs no nos op pp prop");

    private static final String SENTENCE_START = "(?=[A-Z])" + anyCase("""
                    a about according additionally after an as at but he her here however if in it last many more mr\\.
                    ms\\. now once one other our she since so some such that the their then there these they this we
                    what when while yet you
                    """);

    static final List<Rule> RULES = List.of(
            keep("((?:" + TITLE + ")\\.)"),
            keep("((?:" + NAME + ")\\.)[\\s\\S]{2}"),
            // vitamin C. The end: the full stop is not of the letter
            keep("([A-Za-z])\\." + SPACE + "+(?:" + SENTENCE_START + "|" + Addresses.MARKUP + ")" + BREAK),
            keep("(" + ACRONYM + "|[A-Za-z]\\.)"),
            keep("((?:" + BEFORE_NUMBER + ")\\.)" + SPACE + "?" + DIGIT),
            rewrite("(" + Compounds.POINTED_ANYWAY + "\\.)[,;:\\u3001]", Words::withoutSoftHyphens));

    private Abbreviations() {}

    private static String anyCase(String words) {
        return "(?i:" + each(words, word -> word) + ")";
    }

    private static String lowerOrCapitalised(String words) {
        return each(words, word -> word + "|" + capitalised(word));
    }

    private static String capitalisedOrUpper(String words) {
        return each(words, word -> capitalised(word) + "|" + word.toUpperCase(ROOT));
    }

    private static String each(String words, UnaryOperator<String> forms) {
        return Stream.of(words.strip().split("\\s+")).map(forms).collect(joining("|"));
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(ROOT) + word.substring(1);
    }
}

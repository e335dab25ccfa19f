package dev.captioner.evaluate;

/** Abbreviations that keep their full stop, as regular expressions without it. */
final class PtbAbbreviations {
    /** Titles, ranks and the like. */
    static final String TITLE =
            "(?i:adj|adm|adv|alex|assoc|asst|attys?|ave|brig|capt|cf|cie|cmdr|col|comdr|cpl|dept|det|drs?|elec|ens|ft"
                    + "|gen|govs?|hon|insp|invt|jos|lieut|lt|maj|messrs|mlle|mme|mrs?|ms|msgr|mt|natl|ph|pfc|pres|profs?"
                    + "|pvt|reps?|rev|sens?|sfc|sgt|spc|ste?|supts?|treas|vs|wm)|[mM](?:fg|tg)";

    /** Months, days, places and companies. */
    static final String NAME =
            "(?i:ph\\.d|ed\\.d|al|ala|apr|ariz|assn|aug|bhd|bldg|blvd|bros|calif|co|colo|conn|corp|cos|ct|dak|dec|esq|est|etc|ext|feb"
                    + "|fla|fri|ga|inc|ind|intl|jan|jr|jul|jun|kans?|ky|ltd|mar|md|mich|minn|mo|mon|mont|neb|nev|nov|oct"
                    + "|okla|penn|plc|rd|rt|sept?|seq|sq|sr|sys|tel|tenn|thu|thurs|tues?|univ|va|vt|wed|wisc?|wyo)"
                    + "|[pP]?[pP]t(?:es?|ys?)|(?-i:[A-Z])(?:(?<=A)(?i:rk|z)|(?<=D)(?i:el)|(?<=I)(?i:ll)|(?<=L)(?i:a)"
                    + "|(?<=M)(?i:ass|iss)|(?<=O)(?i:re)|(?<=P)(?i:a)|(?<=T)(?i:ex)|(?<=W)(?i:ash))";

    /** What stands before a number. */
    static final String BEFORE_NUMBER = "(?i:art|ca|figs?|nos?|op|pp|prop)";

    /** Words that start a sentence: a single letter before one of them is no initial. */
    static final String SENTENCE_START =
            "(?=[A-Z])(?i:a|about|according|additionally|after|an|as|at|but|he|her|here|however|if|in|it|last|many|more|m[rs]\\.|now|once|one|other|our|she|since"
                    + "|so|some|such|that|the|their|then|there|these|they|this|we|what|when|while|yet|you)";

    private PtbAbbreviations() {}
}

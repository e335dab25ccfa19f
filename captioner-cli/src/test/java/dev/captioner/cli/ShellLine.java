package dev.captioner.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of a code block into commands, as a POSIX shell would, and as a synopsis is read: brackets are left out, {@code a|b}
 * without blanks stays one word, comments go. Nothing is expanded: {@code $NAME} and {@code $(...)} stay as they are.
 */
final class ShellLine {
    private final String line;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private ShellLine(String line) {
        this.line = line;
    }

    /** The commands of a code block: each a list of words. Lines that end with a backslash are joined with the next. */
    static List<List<String>> commandsOf(String block) {
        List<List<String>> commands = new ArrayList<>();
        for (String line : block.replaceAll("\\\\\n\\s*", " ").lines().toList()) {
            commands.addAll(new ShellLine(line).split());
        }
        return commands;
    }

    private List<List<String>> split() {
        while (position < line.length()) {
            char c = line.charAt(position);
            if (Character.isWhitespace(c)) {
                endWord();
                position++;
            } else if (c == '\'') {
                quoted(line.indexOf('\'', position + 1));
            } else if (c == '"') {
                quoted(endOfDoubleQuotes(position + 1));
            } else if (line.startsWith("$(", position)) {
                take(endOfSubstitution(position + 2));
            } else if (c == '\\' && position + 1 < line.length()) {
                position++;
                take(position + 1);
            } else if (c == '#' && !inWord) {
                break;
            } else if (c == '[' || c == ']') {
                position++;
            } else if (c == '|' && inWord && position + 1 < line.length() && isWordCharacter(position + 1)) {
                take(position + 1);
            } else if (";&|()<>".indexOf(c) >= 0) {
                endCommand();
                position++;
            } else {
                take(position + 1);
            }
        }
        endCommand();
        return commands;
    }

    private boolean isWordCharacter(int index) {
        return Character.isLetterOrDigit(line.charAt(index));
    }

    private void take(int end) {
        word.append(line, position, end);
        inWord = true;
        position = end;
    }

    /** Takes what stands between the quote here and that at {@code end}, or the end of the line. */
    private void quoted(int end) {
        int last = end < 0 ? line.length() : end;
        word.append(line, position + 1, last);
        inWord = true;
        position = Math.min(last + 1, line.length());
    }

    private int endOfDoubleQuotes(int from) {
        int i = from;
        while (i < line.length() && line.charAt(i) != '"') {
            if (line.startsWith("$(", i)) {
                i = endOfSubstitution(i + 2);
            } else {
                i += line.charAt(i) == '\\' ? 2 : 1;
            }
        }
        return i < line.length() ? i : -1;
    }

    /** One past the parenthesis that closes a substitution. */
    private int endOfSubstitution(int from) {
        int depth = 1;
        int i = from;
        while (i < line.length() && depth > 0) {
            char c = line.charAt(i++);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
        }
        return i;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
        }
        word = new StringBuilder();
        inWord = false;
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(words);
        }
        words = new ArrayList<>();
    }
}

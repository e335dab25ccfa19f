package dev.captioner.image;

import dev.captioner.image.EncodedHeif.Codec;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The decoder program of libheif, {@code heif-dec} or, as it was called before, {@code heif-convert}. It turns a HEIC or AVIF picture
 * into pixels, or into a JPEG or PNG that is then read as one from anyone would be.
 */
final class HeifDecoder {
    /** Where packages put programs, whatever the search path of this Java is. */
    private static final List<String> USUAL_FOLDERS =
            List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin");

    private static final List<String> NAMES = List.of("heif-dec", "heif-convert");
    private static final Pattern VERSION = Pattern.compile("libheif version: ([0-9A-Za-z.+-]+)");

    private static final long MEMORY = 512L << 20;
    /** Decoded, converted and turned, 10 bits a sample take 15 bytes a pixel. */
    private static final int MEMORY_PER_PIXEL = 24;

    private static final int LARGEST_ANSWER = 1 << 16;

    private static final String INPUT = "in.heif";

    /** What to do where it is missing. */
    static final String INSTALLATION =
            "install libheif (Debian 12 and Ubuntu 22.04: apt-get install libheif-examples; later ones:"
                    + " apt-get install libheif-examples libheif-plugin-libde265 libheif-plugin-dav1d; macOS: brew install libheif),"
                    + " or use the container image, which has it";

    /** What the program is to write. */
    private enum Output {
        /** Has 8 bits and no transparency; uncompressed and by far the quickest. */
        Y4M("out.y4m"),
        /** For more bits, which libheif 1.15 writes wrongly as Y4M and slowly as PNG. */
        JPEG("out.jpg"),
        /** For transparency. */
        PNG("out.png");

        private final String file;

        Output(String file) {
            this.file = file;
        }

        static Output of(EncodedHeif picture) {
            if (picture.translucent()) {
                return PNG;
            }
            return picture.deep() ? JPEG : Y4M;
        }
    }

    private final ConfinedProgram program;
    private final String name;
    private final Set<Codec> codecs;

    private HeifDecoder(ConfinedProgram program, String name, Set<Codec> codecs) {
        this.program = program;
        this.name = name;
        this.codecs = codecs;
    }

    /** The search takes some 50 ms, so that it waits for the first photo that needs it. */
    private static final class Installed {
        static final Optional<HeifDecoder> DECODER = find(folders());
    }

    /** The decoder of this machine, looked for once. */
    static Optional<HeifDecoder> installed() {
        return Installed.DECODER;
    }

    private static List<Path> folders() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), USUAL_FOLDERS.stream())
                .filter(folder -> folder.startsWith("/")) // never a folder that depends on where this Java was started
                .distinct()
                .flatMap(folder -> path(folder).stream())
                .toList();
    }

    private static Optional<Path> path(String folder) {
        try {
            return Optional.of(Path.of(folder));
        } catch (InvalidPathException e) { // characters that this Java cannot express
            return Optional.empty();
        }
    }

    /** The first decoder in some folders that starts. */
    static Optional<HeifDecoder> find(List<Path> folders) {
        for (String name : NAMES) {
            Optional<Path> file = ConfinedProgram.find(name, folders);
            if (file.isPresent()) {
                ConfinedProgram program = ConfinedProgram.of(file.get(), List.of("--list-decoders"), folders);
                Matcher version = VERSION.matcher(answer(program, "--help"));
                if (version.find()) {
                    String listed = answer(program, "--list-decoders");
                    return Optional.of(new HeifDecoder(
                            program, "libheif " + version.group(1) + " (" + file.get() + ")", codecs(listed)));
                }
            }
        }
        return Optional.empty();
    }

    /** What the program prints; empty if it does not start. */
    private static String answer(ConfinedProgram program, String argument) {
        try (ConfinedProgram.Run run = program.run()) {
            run.startAndListen(
                    List.of(argument), new ConfinedProgram.Limits(Duration.ofSeconds(10), MEMORY, LARGEST_ANSWER));
            return new String(read(run.printed(), LARGEST_ANSWER), StandardCharsets.UTF_8);
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    /**
     * The codecs in a list such as
     *
     * <pre>
     * HEIC decoders:
     * - libde265 = libde265 HEVC decoder, version 1.0.11
     * AVIF decoders:
     * </pre>
     *
     * <p>Programs before libheif 1.14 print no list; they have both as a rule.
     */
    private static Set<Codec> codecs(String list) {
        if (!list.contains(" decoders:")) {
            return EnumSet.allOf(Codec.class);
        }
        Set<Codec> codecs = EnumSet.noneOf(Codec.class);
        String heading = "";
        for (String line : list.lines().toList()) {
            if (!line.startsWith("-")) {
                heading = line;
            } else if (heading.startsWith("HEIC ")) {
                codecs.add(Codec.HEVC);
            } else if (heading.startsWith("AVIF ")) {
                codecs.add(Codec.AV1);
            }
        }
        return codecs;
    }

    /** Its name, version and place. */
    String name() {
        return name;
    }

    /** Whether it can decode. libheif has a package for each codec in some distributions. */
    boolean decodes(Codec codec) {
        return codecs.contains(codec);
    }

    /** How it is confined on this machine. */
    ConfinedProgram program() {
        return program;
    }

    /**
     * Decodes a picture, turns it upright and, if it is large, shrinks it.
     *
     * @throws PhotoException when it is damaged, or takes more than the limits allow
     */
    Photo read(EncodedHeif picture, PhotoLimits limits) {
        Output output = Output.of(picture);
        try (ConfinedProgram.Run run = program.run()) {
            write(picture.bytes(), run.folder().resolve(INPUT));
            long pixels = (long) picture.width() * picture.height();
            OptionalInt code = run.start(
                    List.of("-q", "100", INPUT, output.file),
                    new ConfinedProgram.Limits(limits.time(), MEMORY + MEMORY_PER_PIXEL * pixels, largest(picture)));
            if (code.isEmpty()) {
                throw PhotoException.tooSlow(picture.format(), limits, null);
            }
            Path file = run.folder().resolve(output.file);
            if (code.getAsInt() != 0 || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw PhotoException.damaged(picture.format(), "its picture cannot be decoded");
            }
            return upright(picture, output, file, limits);
        } catch (OutOfMemoryError e) {
            throw PhotoException.notEnoughMemory(picture.format(), e);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw PhotoException.damaged(picture.format(), "its picture cannot be decoded", e);
        }
    }

    private static Photo upright(EncodedHeif picture, Output output, Path file, PhotoLimits limits) throws IOException {
        UprightRows upright = new UprightRows(picture.orientation());
        RowSink srgb = SrgbRows.before(upright, picture.conversion());
        if (output == Output.Y4M) {
            Y4mPicture.send(
                    file, picture.width(), picture.height(), Shrinking.before(srgb, picture.width(), picture.height()));
            return upright.photo();
        }
        byte[] bytes = read(file, largest(picture));
        PhotoLimits itsLimits = new PhotoLimits(bytes.length, limits.pixels(), limits.time());
        PhotoFormat format =
                PhotoFormat.recognise(bytes).orElseThrow(() -> new IOException("the decoder wrote no picture"));
        SanitizedPhoto again = format.parse(bytes, itsLimits);
        if (again.width() != picture.width() || again.height() != picture.height()) {
            throw new IOException("the decoder wrote a picture of another size");
        }
        Photo stored = new PhotoReader(itsLimits).read(bytes);
        srgb.begin(stored.width(), stored.height());
        byte[] row = new byte[3 * stored.width()];
        for (int y = 0; y < stored.height(); y++) {
            System.arraycopy(stored.rgb(), y * row.length, row, 0, row.length);
            srgb.row(row);
        }
        return upright.photo();
    }

    /** How many bytes the decoder may write: 16 bits of red, green, blue and opacity, uncompressed. */
    private static long largest(EncodedHeif picture) {
        return Math.min((1L << 20) + 9L * picture.width() * picture.height(), Integer.MAX_VALUE - 8);
    }

    private static void write(SanitizedBytes bytes, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (OutputStream output = Files.newOutputStream(file)) {
            long position = 0;
            for (int count = bytes.read(0, buffer, 0, buffer.length); count > 0; ) {
                output.write(buffer, 0, count);
                position += count;
                count = bytes.read(position, buffer, 0, buffer.length);
            }
        }
    }

    private static byte[] read(Path file, long most) throws IOException {
        if (Files.size(file) > most) {
            throw new IOException("the decoder wrote more than " + most + " bytes");
        }
        return Files.readAllBytes(file);
    }
}

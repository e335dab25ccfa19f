package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.file.Outputs;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sidecar file for each photo with a caption, at a path that {@link PhotoPaths} gives. */
final class Sidecars implements Target {
    /** Files that are recorded together. */
    private static final int TOGETHER = 256;

    private static final long MOST_BYTES = 64 << 20;

    private final FolderTarget target;
    private final Outputs outputs;
    private final Form form;
    private final Existing existing;
    private final CaptionText text;

    Sidecars(Path folder, Outputs outputs, Form form, Existing existing, CaptionText text) {
        this.target = new FolderTarget(folder);
        this.outputs = outputs;
        this.form = form;
        this.existing = existing;
        this.text = text;
    }

    /** What kind of file a sidecar is. */
    interface Form {
        /** The extension, with its dot. */
        String extension();

        /** A new file. */
        byte[] fresh(String caption) throws SidecarException;

        /** Whether a file has a caption. */
        boolean hasCaption(byte[] file) throws SidecarException;

        /** A file with the caption in the place of the one it has. */
        byte[] replaced(byte[] file, String caption) throws SidecarException;

        /** A file with the caption before or after the one it has; the same file if the caption is there already. */
        byte[] joined(byte[] file, String caption, boolean before) throws SidecarException;
    }

    /** The caption, as text. */
    record Text(String extension) implements Form {
        @Override
        public byte[] fresh(String caption) {
            return (caption + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean hasCaption(byte[] file) {
            return true;
        }

        @Override
        public byte[] replaced(byte[] file, String caption) {
            return fresh(caption);
        }

        @Override
        public byte[] joined(byte[] file, String caption, boolean before) throws SidecarException {
            try {
                EncodedText old = EncodedText.of(file, StandardCharsets.UTF_8);
                if (old.text().indexOf('\0') >= 0) {
                    throw new SidecarException("expected text, found NUL characters");
                }
                return old.with(Lines.joined(old.text(), caption, before)).bytes();
            } catch (CharacterCodingException e) {
                throw new SidecarException("expected text in UTF-8, or in UTF-16 with a byte order mark");
            }
        }
    }

    /** An XMP packet with the caption as dc:description. */
    record Packet(List<String> keywords) implements Form {
        @Override
        public String extension() {
            return ".xmp";
        }

        @Override
        public byte[] fresh(String caption) throws SidecarException {
            return Xmp.sidecar(caption).withKeywords(keywords).bytes();
        }

        @Override
        public boolean hasCaption(byte[] file) throws SidecarException {
            return XmpPacket.of(file).description() != null;
        }

        @Override
        public byte[] replaced(byte[] file, String caption) throws SidecarException {
            return XmpPacket.of(file)
                    .withDescription(caption)
                    .withKeywords(keywords)
                    .bytes();
        }

        @Override
        public byte[] joined(byte[] file, String caption, boolean before) throws SidecarException {
            String old = XmpPacket.of(file).description();
            return replaced(
                    file,
                    old == null ? caption : Lines.joined(old, caption, before).stripTrailing());
        }
    }

    @Override
    public Path place() {
        return target.folder();
    }

    @Override
    public void check() throws IOException {
        target.check();
        outputs.claim("--out", target.folder().resolve("*" + form.extension()));
    }

    @Override
    public Optional<BitSet> check(Iterable<String> photos) throws IOException {
        PhotoPaths paths = PhotoPaths.ofSidecars(form.extension(), photos);
        ForeignFiles foreign = new ForeignFiles(outputs);
        BitSet kept = new BitSet();
        int place = 0;
        for (String photo : photos) {
            Path file = target.file(paths.next(photo));
            if (existing == Existing.REFUSE) {
                foreign.add(file);
            } else if (existing == Existing.KEEP && isKept(file)) {
                kept.set(place);
            }
            place++;
        }
        foreign.refuse("choose another folder, or say what happens to existing sidecars with --existing"
                + " keep, append, prepend or overwrite");
        return existing == Existing.KEEP ? Optional.of(kept) : Optional.empty();
    }

    private boolean isKept(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            return form.hasCaption(read(file));
        } catch (SidecarException e) {
            return false; // reported when it is to be written
        }
    }

    private static byte[] read(Path file) throws IOException, SidecarException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new SidecarException("expected a file, found a link or something else");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new SidecarException("expected at most " + MOST_BYTES + " bytes, found " + Files.size(file));
        }
        return Files.readAllBytes(file);
    }

    @Override
    public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
        PhotoPaths paths = PhotoPaths.ofSidecars(form.extension(), PhotoRow.names(rows));
        List<Content> waiting = new ArrayList<>();
        for (PhotoRow row : rows) {
            Path file = target.file(paths.next(row.name()));
            Described described = row.described();
            if (described == null) {
                continue;
            }
            FolderTarget.createFolderOf(file);
            try {
                Content content = content(file, text.of(described));
                if (content != null) {
                    waiting.add(content);
                }
            } catch (SidecarException e) {
                unwritten.add(new Unwritten(
                        row.name(),
                        file,
                        new PhotoProblem(PhotoProblem.SIDECAR, file + " is left as it is: " + e.getMessage())));
            }
            if (waiting.size() == TOGETHER) {
                write(waiting);
            }
        }
        write(waiting);
    }

    /**
     * A file to write.
     *
     * @param own whether a later run may replace it: not if it has words of the user's
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Content(Path file, byte[] bytes, boolean own) {}

    private void write(List<Content> files) throws IOException {
        for (boolean own : new boolean[] {true, false}) {
            Map<Path, byte[]> contents = new LinkedHashMap<>();
            files.stream().filter(file -> file.own() == own).forEach(file -> contents.put(file.file(), file.bytes()));
            outputs.writeAll(contents, own);
        }
        files.clear();
    }

    /** The content to write; null to leave the file as it is. */
    private @Nullable Content content(Path file, String caption) throws IOException, SidecarException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Content(file, form.fresh(caption), true);
        }
        byte[] old = read(file);
        Content content = switch (existing) {
            case REFUSE -> {
                if (outputs.isForeign(file)) {
                    throw new SidecarException("it appeared, or was changed, while the photos were captioned");
                }
                yield new Content(file, form.replaced(old, caption), true);
            }
            case KEEP -> new Content(file, form.hasCaption(old) ? old : form.replaced(old, caption), true);
            case APPEND -> new Content(file, form.joined(old, caption, false), false);
            case PREPEND -> new Content(file, form.joined(old, caption, true), false);
            case OVERWRITE -> new Content(file, form.replaced(old, caption), true);
        };
        return Arrays.equals(content.bytes(), old) ? null : content;
    }
}

package dev.captioner.batch.target;

import dev.captioner.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A sidecar file for each photo with a caption, named like the photo with another extension. When photos of a folder
 * differ only in their extension, all but the first keep it: {@code a.txt} of {@code a.jpg}, {@code a.png.txt} of {@code a.png}.
 */
final class Sidecars implements Target {
    private final FolderTarget target;
    private final Kind kind;

    /** The format of the files. */
    enum Kind {
        /** The caption, one line. */
        TXT(".txt"),
        /** An XMP packet with the caption as dc:description. */
        XMP(".xmp");

        private final String extension;

        Kind(String extension) {
            this.extension = extension;
        }
    }

    Sidecars(Path folder, Kind kind) {
        this.target = new FolderTarget(folder);
        this.kind = kind;
    }

    @Override
    public Path place() {
        return target.folder();
    }

    @Override
    public void check() throws IOException {
        target.check();
    }

    @Override
    public void write(PhotoRows rows) throws IOException {
        Set<String> taken = new HashSet<>();
        for (PhotoRow row : rows) {
            Described described = row.described();
            if (described == null) {
                continue;
            }
            String caption = described.best().text();
            byte[] content =
                    kind == Kind.TXT ? (caption + "\n").getBytes(StandardCharsets.UTF_8) : Xmp.sidecar(caption);
            AtomicFile.write(target.place(name(row.name(), taken)), out -> out.write(content));
        }
    }

    private String name(String photo, Set<String> taken) {
        int dot = photo.lastIndexOf('.');
        String stem = dot > photo.lastIndexOf('/') + 1 ? photo.substring(0, dot) : photo;
        return (taken.add(stem) ? stem : photo) + kind.extension;
    }
}

package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.file.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.jpeg.JpegPhotoshopMetadata;
import org.apache.commons.imaging.formats.jpeg.iptc.IptcBlock;
import org.apache.commons.imaging.formats.jpeg.iptc.IptcRecord;
import org.apache.commons.imaging.formats.jpeg.iptc.IptcTypes;
import org.apache.commons.imaging.formats.jpeg.iptc.JpegIptcRewriter;
import org.apache.commons.imaging.formats.jpeg.iptc.PhotoshopApp13Data;
import org.apache.commons.imaging.formats.jpeg.xmp.JpegXmpRewriter;

/**
 * Copies of the JPEGs of the source with the caption in them, as XMP dc:description and IPTC Caption-Abstract, replacing
 * existing ones. Pixels and all other data are copied unchanged. Photos that cannot be copied are listed in {@code
 * skipped.jsonl}.
 */
final class JpegCopies implements Target {
    private static final String SKIPPED = "skipped.jsonl";

    private final FolderTarget target;
    private final Outputs outputs;
    private final PhotoSource source;
    private final CaptionText text;

    JpegCopies(Path folder, Outputs outputs, PhotoSource source, CaptionText text) {
        this.target = new FolderTarget(folder);
        this.outputs = outputs;
        this.source = source;
        this.text = text;
    }

    private record Skipped(String file, String reason, String error) {}

    @Override
    public Path place() {
        return target.folder();
    }

    @Override
    public void check() throws IOException {
        if (source.isOverwrittenBelow(target.folder())) {
            throw new IOException(
                    target.folder() + ": the copies would overwrite the photos; name a folder outside the source");
        }
        target.check();
        outputs.file("jpeg=" + target.folder(), target.folder().resolve(SKIPPED))
                .check();
    }

    @Override
    public Optional<BitSet> check(Iterable<String> photos) throws IOException {
        if (!outputs.overwrite()) {
            PhotoPaths paths = PhotoPaths.ofCopies(photos);
            ForeignFiles foreign = new ForeignFiles(outputs);
            for (String photo : photos) {
                foreign.add(target.file(paths.next(photo)));
            }
            foreign.refuse("the option that allows that they are replaced is " + Outputs.OVERWRITE);
        }
        return Optional.empty();
    }

    @Override
    public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
        PhotoPaths paths = PhotoPaths.ofCopies(PhotoRow.names(rows));
        Path skippedFile = target.folder().resolve(SKIPPED);
        outputs.file("jpeg=" + target.folder(), skippedFile).write(skipped -> {
            try (Originals originals = new Originals(source)) {
                for (PhotoRow row : rows) {
                    Path file = target.file(paths.next(row.name()));
                    Described described = row.described();
                    if (described != null) {
                        copy(row, file, text.of(described), originals.of(row), skipped);
                    }
                }
            }
        });
        if (Files.size(skippedFile) == 0) {
            Files.delete(skippedFile);
        }
    }

    private void copy(PhotoRow row, Path file, String caption, Originals.Original original, OutputStream skipped)
            throws IOException {
        if (original instanceof Originals.Lost lost) {
            skip(row, lost.problem(), skipped);
            return;
        }
        byte[] bytes = ((Originals.Same) original).bytes();
        if (bytes.length < 2 || (bytes[0] & 0xff) != 0xff || (bytes[1] & 0xff) != 0xd8) {
            skip(
                    row,
                    new PhotoProblem(
                            "NOT_A_JPEG", "only JPEGs can hold a description; sidecars (xmp=) work for all formats"),
                    skipped);
            return;
        }
        byte[] described;
        try {
            described = withIptc(withXmp(bytes, caption), caption);
        } catch (IOException
                | SidecarException
                | RuntimeException e) { // the libraries throw any exception on hostile metadata
            skip(
                    row,
                    new PhotoProblem("DAMAGED", "the data beside its pixels cannot be read (" + e.getMessage() + ")"),
                    skipped);
            return;
        }
        FolderTarget.createFolderOf(file);
        outputs.file("jpeg=" + target.folder(), file).write(out -> out.write(described));
    }

    private static void skip(PhotoRow row, PhotoProblem problem, OutputStream skipped) throws IOException {
        JsonLines.line(skipped, new Skipped(row.name(), problem.reason(), problem.message()));
    }

    private static byte[] withXmp(byte[] jpeg, String caption) throws IOException, SidecarException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + 2048);
        new JpegXmpRewriter().updateXmpXml(jpeg, out, Xmp.packet(Imaging.getXmpXml(jpeg), caption));
        return out.toByteArray();
    }

    private static byte[] withIptc(byte[] jpeg, String caption) throws IOException {
        List<IptcRecord> records = new ArrayList<>();
        List<IptcBlock> others = new ArrayList<>();
        if (Imaging.getMetadata(jpeg) instanceof JpegImageMetadata metadata) {
            JpegPhotoshopMetadata photoshop = metadata.getPhotoshop();
            if (photoshop != null) {
                records.addAll(photoshop.photoshopApp13Data.getRecords());
                others.addAll(photoshop.photoshopApp13Data.getNonIptcBlocks());
            }
        }
        records.removeIf(record -> record.iptcType == IptcTypes.CAPTION_ABSTRACT);
        records.add(new IptcRecord(IptcTypes.CAPTION_ABSTRACT, caption));
        ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + 2048);
        new JpegIptcRewriter().writeIptc(jpeg, out, new PhotoshopApp13Data(records, others, true));
        return out.toByteArray();
    }
}

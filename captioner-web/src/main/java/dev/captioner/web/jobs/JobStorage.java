package dev.captioner.web.jobs;

import dev.captioner.file.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs on disk, one folder each: {@code job.json} with the status; until the job has ended, {@code archive.zip} and the state of
 * the batch job; then the results. One process at a time uses the folder, under an exclusive lock.
 */
final class JobStorage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobStorage.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final String STATUS = "job.json";

    private final Path folder;
    private final FileChannel lock;

    private JobStorage(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens the folder, or creates it with access for the user of this process only.
     *
     * @throws IOException if the folder cannot be used, belongs to another user or is locked by another process
     */
    static JobStorage open(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            Files.createDirectories(absolute.resolveSibling(""));
            Files.createDirectory(absolute, ownerOnly());
        }
        checkOwner(absolute);
        FileChannel channel =
                FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isLocked(channel)) {
                throw new IOException("another process uses this folder for its jobs; give each process its own");
            }
            JobStorage work = new JobStorage(absolute, channel);
            FileSystemUtils.deleteRecursively(work.uploads()); // left by a process that was killed
            Files.createDirectories(work.uploads());
            return work;
        } catch (IOException | RuntimeException | Error e) {
            channel.close(); // and with it the lock
            throw e;
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Any user may create a folder, or a link to one, in the folder for temporary files. */
    private static void checkOwner(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "owner", null);
        try {
            if (Files.isSymbolicLink(folder) || !Files.getOwner(folder).equals(Files.getOwner(probe))) {
                throw new IOException(
                        "expected a folder that belongs to the user of this process, found a link or the folder of another user");
            }
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private Path uploads() {
        return folder.resolve("uploads");
    }

    /** Creates an empty file for an upload. */
    Path newUpload() throws IOException {
        return Files.createTempFile(uploads(), "body", null);
    }

    /** Whether an archive of so many bytes can be stored twice: in its request and by itself. */
    boolean hasRoomFor(long bytes) throws IOException {
        return Files.getFileStore(folder).getUsableSpace() / 2 >= bytes;
    }

    Path job(String id) {
        return folder.resolve(id);
    }

    Path archive(String id) {
        return job(id).resolve("archive.zip");
    }

    Path state(String id) {
        return job(id).resolve("state");
    }

    Path results(String id) {
        return job(id).resolve("results.jsonl");
    }

    Path report(String id) {
        return job(id).resolve("report.jsonl");
    }

    /** Stores a new job, and moves its archive, if any, into its folder. */
    void add(JobStatus status, @Nullable Path archive) throws IOException {
        Files.createDirectory(job(status.id()));
        try {
            if (archive != null) {
                Files.move(archive, archive(status.id()), StandardCopyOption.ATOMIC_MOVE);
            }
            write(status);
        } catch (IOException e) {
            delete(status.id());
            throw e;
        }
    }

    /** Keeps a status in place of the one before, in one step. */
    void write(JobStatus status) throws IOException {
        AtomicFile.write(job(status.id()).resolve(STATUS), out -> out.write(JSON.writeValueAsBytes(status)));
    }

    /** All jobs, in any order. A job that cannot be read is skipped and stays on disk. */
    List<JobStatus> read() throws IOException {
        List<JobStatus> jobs = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path job : entries.toList()) {
                String id = String.valueOf(job.getFileName());
                if (!ID.matcher(id).matches()) {
                    continue;
                }
                try {
                    JobStatus status = JSON.readValue(Files.readAllBytes(job.resolve(STATUS)), JobStatus.class);
                    if (status.id().equals(id)) {
                        jobs.add(status);
                    }
                } catch (IOException | JacksonException e) {
                    LOG.warn("skipping the job in {}, which cannot be read: {}", job, e.getMessage());
                }
            }
        }
        return jobs;
    }

    /** Deletes the archive and the state of the batch job, which an ended job no longer needs. */
    void deleteWork(String id) throws IOException {
        Files.deleteIfExists(archive(id));
        FileSystemUtils.deleteRecursively(state(id));
    }

    /** Deletes a job with its results. */
    void delete(String id) throws IOException {
        FileSystemUtils.deleteRecursively(job(id));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

package dev.captioner.batch.store;

import dev.captioner.batch.source.Listed;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.target.Described;
import dev.captioner.batch.target.PhotoRow;
import dev.captioner.batch.target.PhotoRows;
import dev.captioner.image.LeftOut;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the rows of jobs, photos and results. Calls within a transaction take part in it. */
public final class JobStore {
    private static final int PAGE = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcTemplate jdbc;

    /** A store over a database that has the tables. */
    public JobStore(DataSource source) {
        jdbc = new JdbcTemplate(source);
    }

    /** The job with a name and a recipe, if there is one. */
    public Optional<JobRow> find(String name, String recipeSha256) {
        return jdbc
                .query(
                        "SELECT id, run, source FROM caption_job WHERE name = ? AND recipe_sha256 = ?",
                        (row, i) -> new JobRow(row.getLong(1), row.getLong(2), row.getString(3)),
                        name,
                        recipeSha256)
                .stream()
                .findFirst();
    }

    /** Creates a job that has not run. */
    public JobRow create(String name, String recipeSha256, String recipe) {
        jdbc.update(
                "INSERT INTO caption_job (name, recipe_sha256, recipe, run) VALUES (?, ?, ?, 0)",
                name,
                recipeSha256,
                recipe);
        return find(name, recipeSha256).orElseThrow();
    }

    /** Increments the number of the run. */
    public JobRow nextRun(JobRow job, String source) {
        jdbc.update("UPDATE caption_job SET run = ?, source = ? WHERE id = ?", job.run() + 1, source, job.id());
        return new JobRow(job.id(), job.run() + 1, source);
    }

    /** Deletes what is known of the source of the previous run, and retryable problems. */
    public void forget(JobRow job) {
        jdbc.update("UPDATE caption_job SET left_out = NULL WHERE id = ?", job.id());
        jdbc.update("DELETE FROM caption_entry WHERE job = ?", job.id());
        jdbc.update("DELETE FROM caption_result WHERE job = ? AND may_pass", job.id());
    }

    /** Adds listed photos, the first one at a place. */
    public void list(JobRow job, long place, List<Listed> photos) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            Listed photo = photos.get(i);
            rows.add(new Object[] {job.id(), place + i, photo.name(), reason(photo.problem()), message(photo.problem())
            });
        }
        jdbc.batchUpdate("INSERT INTO caption_entry (job, place, name, reason, message) VALUES (?, ?, ?, ?, ?)", rows);
    }

    /** Stores how many files of the source were left out when it was listed. */
    public void leftOut(JobRow job, LeftOut leftOut) {
        jdbc.update(
                "UPDATE caption_job SET left_out = ? WHERE id = ?", JSON.writeValueAsString(leftOut.byKey()), job.id());
    }

    /** How many files of the source were left out. */
    public LeftOut leftOut(JobRow job) {
        String json = jdbc.queryForObject("SELECT left_out FROM caption_job WHERE id = ?", String.class, job.id());
        return json == null
                ? LeftOut.NOTHING
                : LeftOut.ofKeys(JSON.readValue(json, new TypeReference<Map<String, Long>>() {}));
    }

    private static @Nullable String reason(@Nullable PhotoProblem problem) {
        return problem == null ? null : problem.reason();
    }

    private static @Nullable String message(@Nullable PhotoProblem problem) {
        return problem == null ? null : problem.message();
    }

    /** How many photos were listed. */
    public long photos(JobRow job) {
        return number("SELECT COUNT(*) FROM caption_entry WHERE job = ?", job.id());
    }

    /** The place of the first photo that is not done; the number of photos when all are done. */
    public long firstToDo(JobRow job) {
        return number(
                "SELECT COALESCE(MIN(place), (SELECT COUNT(*) FROM caption_entry WHERE job = ?)) FROM caption_entry"
                        + " WHERE job = ? AND sha256 IS NULL AND reason IS NULL",
                job.id(),
                job.id());
    }

    /** How many photos before a place have no caption. */
    public long bad(JobRow job, long before) {
        return number(
                "SELECT COUNT(*) FROM caption_entry e LEFT JOIN caption_result r ON r.job = e.job AND r.sha256 = e.sha256"
                        + " WHERE e.job = ? AND e.place < ? AND (e.reason IS NOT NULL OR r.reason IS NOT NULL)"
                        + " AND COALESCE(e.reason, '') <> ?",
                job.id(),
                before,
                PhotoProblem.KEPT.reason());
    }

    /** How many photos need no caption. */
    public long kept(JobRow job) {
        return number(
                "SELECT COUNT(*) FROM caption_entry WHERE job = ? AND reason = ?",
                job.id(),
                PhotoProblem.KEPT.reason());
    }

    /** Notes which photos need no caption, of those that have none yet, in place of those noted before. */
    public void keep(JobRow job, BitSet places) {
        PhotoProblem kept = PhotoProblem.KEPT;
        jdbc.update(
                "UPDATE caption_entry SET reason = NULL, message = NULL WHERE job = ? AND reason = ?",
                job.id(),
                kept.reason());
        jdbc.batchUpdate(
                "UPDATE caption_entry SET reason = ?, message = ? WHERE job = ? AND place = ? AND sha256 IS NULL AND reason IS NULL",
                places.stream()
                        .mapToObj(place -> new Object[] {kept.reason(), kept.message(), job.id(), place})
                        .toList());
    }

    /** The names of all photos, in the order of the source, read a page at a time. */
    public Iterable<String> names(JobRow job) {
        return () -> {
            Iterator<Entry> entries = entries(job, 0).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.hasNext();
                }

                @Override
                public String next() {
                    return entries.next().name();
                }
            };
        };
    }

    /** How many captions the run of a job has computed. */
    public long computed(JobRow job) {
        return number(
                "SELECT COUNT(*) FROM caption_result WHERE job = ? AND run = ? AND description IS NOT NULL",
                job.id(),
                job.run());
    }

    private long number(String query, Object... values) {
        Long number = jdbc.queryForObject(query, Long.class, values);
        return number == null ? 0 : number;
    }

    /** The photos from a place on, in order, read a page at a time. */
    public Iterable<Entry> entries(JobRow job, long from) {
        return () -> new Pages<>(from - 1, after -> entriesAfter(job, after), Entry::place);
    }

    private List<Entry> entriesAfter(JobRow job, long after) {
        return jdbc.query(
                "SELECT place, name, reason, message FROM caption_entry WHERE job = ? AND place > ? ORDER BY place LIMIT "
                        + PAGE,
                (row, i) -> new Entry(row.getLong(1), row.getString(2), problem(row, 3)),
                job.id(),
                after);
    }

    /** The result of a photo's bytes: a description or a problem. */
    public record Result(@Nullable PhotoProblem problem) {}

    /** The stored result of a photo's bytes, if there is one. */
    public Optional<Result> result(JobRow job, String sha256) {
        return jdbc
                .query(
                        "SELECT reason, message FROM caption_result WHERE job = ? AND sha256 = ?",
                        (row, i) -> new Result(problem(row, 1)),
                        job.id(),
                        sha256)
                .stream()
                .findFirst();
    }

    /** Stores the outcomes of some photos. */
    public void save(JobRow job, List<Outcome> outcomes) {
        List<Object[]> results = new ArrayList<>();
        List<Object[]> entries = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Unread unread) {
                entries.add(new Object[] {
                    null, unread.problem().reason(), unread.problem().message(), job.id(), unread.place()
                });
            } else if (outcome instanceof Outcome.Known known) {
                entries.add(new Object[] {known.sha256(), null, null, job.id(), known.place()});
            } else if (outcome instanceof Outcome.Found found) {
                results.add(new Object[] {
                    job.id(),
                    found.sha256(),
                    found.described() == null ? null : JSON.writeValueAsString(found.described()),
                    reason(found.problem()),
                    message(found.problem()),
                    found.retryable(),
                    job.run()
                });
                entries.add(new Object[] {found.sha256(), null, null, job.id(), found.place()});
            }
        }
        jdbc.batchUpdate(
                "INSERT INTO caption_result (job, sha256, description, reason, message, may_pass, run) VALUES (?, ?, ?, ?, ?, ?, ?)",
                results);
        jdbc.batchUpdate(
                "UPDATE caption_entry SET sha256 = ?, reason = ?, message = ? WHERE job = ? AND place = ?", entries);
    }

    /**
     * The results of all photos, in the order of the source. Each iteration reads the database again, a page at a
     * time.
     */
    public PhotoRows rows(JobRow job) {
        return PhotoRows.of(() -> new Pages<>(-1, after -> page(job, after), PhotoRow::place), leftOut(job));
    }

    private List<PhotoRow> page(JobRow job, long after) {
        return jdbc.query(
                "SELECT e.place, e.name, e.sha256, r.description, COALESCE(e.reason, r.reason), COALESCE(e.message, r.message)"
                        + " FROM caption_entry e LEFT JOIN caption_result r ON r.job = e.job AND r.sha256 = e.sha256"
                        + " WHERE e.job = ? AND e.place > ? ORDER BY e.place LIMIT " + PAGE,
                (row, i) -> {
                    String description = row.getString(4);
                    return new PhotoRow(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            description == null ? null : JSON.readValue(description, Described.class),
                            problem(row, 5));
                },
                job.id(),
                after);
    }

    private static @Nullable PhotoProblem problem(ResultSet row, int column) throws SQLException {
        String reason = row.getString(column);
        return reason == null ? null : new PhotoProblem(reason, String.valueOf(row.getString(column + 1)));
    }
}

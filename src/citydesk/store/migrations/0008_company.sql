-- Reports with many matches in common are held together since (`linking/company.py`): the cells
-- of reports with more than forty close matches are found again. So are those of more than 60 reports,
-- which are cut.
CREATE TEMP TABLE wide AS
  SELECT id FROM (
    SELECT "left" AS id FROM comparison WHERE score > 3
    UNION ALL SELECT "right" FROM comparison WHERE score > 3
  ) GROUP BY id HAVING count(*) > 40;
UPDATE cell SET level = -1 WHERE number IN (SELECT cell FROM report WHERE id IN wide);
UPDATE cell SET level = -1 WHERE json_array_length(reports_json) > 60;
UPDATE report SET stage = 'compared'
  WHERE stage <> 'read' AND cell IN (SELECT number FROM cell WHERE level < 0);
DROP TABLE wide;

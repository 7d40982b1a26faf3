// Groups a sign-in log of JSON lines as the tally does, and prints the seconds that the best of three runs took.
const path = require('node:path');
const [folder, file] = process.argv.slice(2);
const { DuckDBInstance } = require(path.join(folder, 'node_modules', '@duckdb', 'node-api'));

(async () => {
  const database = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await database.connect();
  const query = `
    SELECT userId, ipAddress, userAgent, appDisplayName, clientAppUsed, authenticationProtocol, status.errorCode AS code,
      location.countryOrRegion AS country, date_trunc('day', createdDateTime) AS day, hour(createdDateTime) AS hour,
      count(DISTINCT id) AS n, min(createdDateTime) AS first, max(createdDateTime) AS last, any_value(userPrincipalName), any_value(userDisplayName)
    FROM read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {
      id: 'VARCHAR', createdDateTime: 'TIMESTAMP', userId: 'VARCHAR', userPrincipalName: 'VARCHAR', userDisplayName: 'VARCHAR',
      appDisplayName: 'VARCHAR', ipAddress: 'VARCHAR', clientAppUsed: 'VARCHAR', userAgent: 'VARCHAR', authenticationProtocol: 'VARCHAR',
      status: 'STRUCT(errorCode INTEGER, failureReason VARCHAR)', location: 'STRUCT(countryOrRegion VARCHAR)'})
    GROUP BY ALL`;
  let best = Infinity;
  for (let i = 0; i < 3; i++) {
    const begin = process.hrtime.bigint();
    await connection.runAndReadAll(query);
    best = Math.min(best, Number(process.hrtime.bigint() - begin) / 1e9);
  }
  console.log(best);
})();

/** How to connect with a login, from the words that psql takes: host=… port=… dbname=… user=… */
export function connections(connect: string): { psql: string; pandas: string } {
  const words = new Map([...connect.matchAll(/(\w+)=('(?:[^'\\]|\\.)*'|\S+)/g)].map(([, name, value]) => [name, value?.replace(/^'|'$/g, '') ?? '']))
  const address = `${encodeURIComponent(words.get('user') ?? '')}@${words.get('host') ?? ''}:${words.get('port') ?? '5432'}/${words.get('dbname') ?? ''}`
  return {
    psql: `PGPASSWORD=... psql "${connect}"`,
    pandas: [
      'import pandas, sqlalchemy  # with PGPASSWORD in the environment',
      `engine = sqlalchemy.create_engine("postgresql+psycopg://${address}")`,
      'pandas.read_sql("select * from runs", engine)',
    ].join('\n'),
  }
}

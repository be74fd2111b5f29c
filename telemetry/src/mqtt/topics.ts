/** The topics of one crossing: `sc/v1/<site>/...`, nouns from large to small. */
export interface Topics {
  readonly availability: string;
  readonly info: string;
  readonly state: string;
  readonly summary: string;
  /** What to subscribe to for commands. */
  readonly commands: string;
  event(of: string): string;
  result(id: string): string;
  /** The name of the command a topic carries; null when it carries none. */
  commandIn(topic: string): string | null;
}

export function topicsOf(site: string): Topics {
  const root = `sc/v1/${site}`;
  const command = `${root}/cmd/`;
  return {
    availability: `${root}/availability`,
    info: `${root}/info`,
    state: `${root}/state`,
    summary: `${root}/summary/1m`,
    commands: `${command}+`,
    event: (of) => `${root}/event/${of}`,
    result: (id) => `${root}/cmd-result/${id}`,
    commandIn: (topic) => (topic.startsWith(command) ? topic.slice(command.length) : null),
  };
}

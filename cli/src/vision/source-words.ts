/** Addresses of cameras as they may be shown to anybody. */

/** The address without the name and password in it. */
export const withoutPassword = (source: string): string =>
  source.replace(/^(\w+:\/\/)[^@/]*@/, "$1");

import { describe, expect, it } from 'vitest';
import { guessMapping, lineInFile, listsToRestore, mappedCsv, readTable } from './expected-csv.ts';

describe('a list of serial numbers', () => {
  it('is understood by its headings, in any order and language', () => {
    const table = readTable('\uFEFFRaum;Benutzer;Serien-Nr.;Inventarnummer\r\n12;Grace Hopper;dmpx 1;A-17\r\n');
    expect(table).toMatchObject({ columns: 4, headings: ['Raum', 'Benutzer', 'Serien-Nr.', 'Inventarnummer'] });
    const mapping = guessMapping(table);
    expect(mapping).toEqual({ serialNumber: 2, name: 3, person: 1, profile: null });
    expect(mappedCsv(table, mapping)).toBe('serial,name,person\ndmpx 1,A-17,Grace Hopper');
  });

  it('needs no heading: the first columns are serial number, name and person', () => {
    const table = readTable('DMPX1,Cart 1\nDMPX2,"Cart, 2"\n');
    expect(table.headings).toBeNull();
    expect(guessMapping(table)).toEqual({ serialNumber: 0, name: 1, person: null, profile: null });
    expect(mappedCsv(table, guessMapping(table))).toBe('serial,name,person\nDMPX1,Cart 1,\nDMPX2,"Cart, 2",');
    expect(guessMapping(readTable(''))).toEqual({ serialNumber: null, name: null, person: null, profile: null });
  });

  it('keeps its lines, so that what is refused is found in the file', () => {
    const problem = { line: 4, text: '', reason: 'no-serial' } as const;
    const headed = readTable('serial,name\nDMPX1,a\n\n,b');
    expect(mappedCsv(headed, guessMapping(headed)).split('\n')[3]).toBe(',b,');
    expect(lineInFile(headed, problem)).toBe(4);
    const without = readTable('room,serial\n12,');
    expect(mappedCsv(without, guessMapping(without))).toBe('serial,name,person\n,12,');
    const bare = readTable('DMPX1,a\n\n,b');
    expect(mappedCsv(bare, guessMapping(bare)).split('\n')[3]).toBe(',b,');
    expect(lineInFile(bare, problem)).toBe(3);
  });

  it('that was removed can be brought back, each device to its invitation', () => {
    const one = { serialNumber: 'DMPX1', name: 'a, b', person: null, invitationId: null };
    expect(listsToRestore([one, { ...one, serialNumber: 'DMPX2', invitationId: 'i' }])).toEqual([
      { invitationId: null, csv: 'serial,name,person\r\nDMPX1,"a, b",' },
      { invitationId: 'i', csv: 'serial,name,person\r\nDMPX2,"a, b",' },
    ]);
  });
});

import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './PageHeader.module.css';

/** The head of a page: what it is, how many, and what can be done here. Names the window too. */
export function PageHeader(props: {
  title: string;
  count?: ReactNode;
  before?: ReactNode;
  /** Stands right behind the title, e.g. to rename what it names. */
  after?: ReactNode;
  children?: ReactNode;
}) {
  const { title } = props;
  useEffect(() => {
    document.title = `${title} · Cartwright`;
  }, [title]);
  return (
    <div className={classes.header}>
      {props.before}
      <Title order={1} className={classes.title}>
        {title}
      </Title>
      {props.after}
      {props.count !== undefined && <span className={classes.count}>{props.count}</span>}
      <div className={classes.actions}>{props.children}</div>
    </div>
  );
}
